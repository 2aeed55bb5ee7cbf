import { setTimeout as sleep } from "node:timers/promises";
import type { WASocket } from "@whiskeysockets/baileys";
import { Acks } from "./acks.ts";
import { lidIn, numberIn } from "./addresses.ts";
import type { Auth } from "./auth.ts";
import { makeSocket, type SocketParts } from "./make-socket.ts";
import type { Receipt, SendResult } from "./types.ts";
import { type LinkUpdate, readReceipts } from "./updates.ts";

export interface LinkParts extends SocketParts {
  readonly ackTimeoutMs: number;
  readonly typingMs: () => number;
  readonly onUpdate: (update: LinkUpdate) => void;
  readonly onReceipt: (receipt: Receipt) => void;
}

const closeTimeoutMs = 2_000;

/** One WebSocket to WhatsApp, from handshake to close. It never comes back; a new one is made. */
export class Link {
  readonly #parts: LinkParts;
  readonly #socket: WASocket;
  readonly #acks = new Acks();
  readonly #closed = Promise.withResolvers<void>();

  constructor(parts: LinkParts) {
    this.#parts = parts;
    this.#socket = makeSocket(parts);
    this.#listen();
  }

  #listen(): void {
    const { ws, ev } = this.#socket;
    const { auth, journal, onUpdate, onReceipt } = this.#parts;
    this.#guard(ws);
    ws.prependListener("CB:message", (stanza) => journal.note(stanza, ownAddresses(auth)));
    // The library reports refusals only; the server's yes is heard here.
    ws.on("CB:ack,class:message", ({ attrs }) => this.#acks.settle(attrs.id, attrs.error));
    ev.on("creds.update", () => this.#saveCreds());
    ev.on("messages.update", (updates) => {
      for (const receipt of readReceipts(updates)) {
        // Who has read it has it, though WhatsApp's own yes was lost.
        this.#acks.settle(receipt.id, undefined);
        onReceipt(receipt);
      }
    });
    ev.on("connection.update", (update) => {
      if (update.connection === "close") {
        this.#acks.closeAll();
        this.#closed.resolve();
      }
      onUpdate(update);
    });
  }

  /** Bytes that cannot be opened reject a promise that the library holds by nobody, which would end the whole bot. */
  #guard(ws: WASocket["ws"]): void {
    const receivers = ws.listeners("message") as ((data: unknown) => Promise<void> | void)[];
    ws.removeAllListeners("message");
    ws.on("message", (data: unknown) => {
      for (const receive of receivers)
        Promise.resolve(receive(data)).catch((error: unknown) => {
          this.#parts.log.warn({ reason: String(error) }, "data WhatsApp tidak terbaca; sambungan diulang");
          void this.#socket.end(error as Error);
        });
    });
  }

  #saveCreds(): void {
    try {
      this.#parts.auth.save();
    } catch (error) {
      this.#parts.log.error({ reason: String(error) }, "kunci WhatsApp tidak tersimpan; sambungan diulang");
      void this.#socket.end(error as Error);
    }
  }

  requestPairingCode(digits: string): Promise<string> {
    return this.#socket.requestPairingCode(digits);
  }

  async send({ jid, bytes, id }: { jid: string; bytes: string; id: string }): Promise<SendResult> {
    const ack = this.#acks.expect(id);
    try {
      // Without a list of devices the library would send an empty stanza and call it sent.
      const devices = await this.#socket.getUSyncDevices([jid], true, false);
      if (devices.length === 0) throw new Error("daftar perangkat penerima tidak terjawab");
      await this.#showTyping(jid);
      const message = this.#parts.baileys.proto.Message.decode(Buffer.from(bytes, "base64"));
      await this.#socket.relayMessage(jid, message, { messageId: id });
    } catch (error) {
      this.#endIfKeysAreUnsaved(error);
      return ack.drop() ?? { kind: "failed", reason: error instanceof Error ? error.message : String(error) };
    }
    return ack.within(this.#parts.ackTimeoutMs);
  }

  /** People type before they send; a number that never does stands out. */
  async #showTyping(jid: string): Promise<void> {
    const ms = this.#parts.typingMs();
    const isOwn = numberIn(jid) === numberIn(this.#parts.auth.creds.me?.id);
    if (ms <= 0 || isOwn) return;
    await this.#socket.sendPresenceUpdate("composing", jid);
    await sleep(ms);
  }

  /** The message may have left while its session stayed behind; a new connection begins new sessions. */
  #endIfKeysAreUnsaved(error: unknown): void {
    const { code } = (error ?? {}) as { code?: unknown };
    if (typeof code === "string" && code.startsWith("SQLITE")) void this.#socket.end(error as Error);
  }

  /** Which of these numbers (E.164) are on WhatsApp; null: no answer. */
  async exists(numbers: readonly string[]): Promise<ReadonlyMap<string, boolean> | null> {
    try {
      const found = await this.#socket.onWhatsApp(...numbers);
      if (!found) return null;
      const there = new Set(found.filter(({ exists }) => exists).map(({ jid }) => numberIn(jid)));
      return new Map(numbers.map((number) => [number, there.has(number)]));
    } catch {
      return null;
    }
  }

  /** The answer comes as an update; false: there was none. */
  async askRestriction(): Promise<boolean> {
    try {
      await this.#socket.fetchAccountReachoutTimelock();
      return true;
    } catch {
      return false;
    }
  }

  async close(): Promise<void> {
    this.#parts.auth.retire();
    void this.#socket.end(undefined);
    await within(closeTimeoutMs, this.#closed.promise);
  }

  async logout(): Promise<void> {
    await within(closeTimeoutMs, this.#socket.logout());
    await this.close();
  }
}

function ownAddresses({ creds }: Auth): (string | null)[] {
  return [numberIn(creds.me?.id), lidIn(creds.me?.lid)];
}

async function within(timeoutMs: number, work: Promise<void>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, timeoutMs);
  await Promise.race([work.catch(() => {}), promise]);
  clearTimeout(timer);
}
