import type { Instant } from "../../calendar/contract.ts";
import { checkedUrl, numberIn } from "./addresses.ts";
import { forgetDevice, isLinked, openAuth } from "./auth.ts";
import { InboundJournal } from "./journal.ts";
import { Link } from "./link.ts";
import { loadBaileys } from "./load.ts";
import type { WhatsAppOptions } from "./options.ts";
import { afterClose, closeCode, usualBackoff } from "./reconnect.ts";
import { safely } from "./safely.ts";
import { codeOfLogout, recordStatus } from "./status-record.ts";
import { encodeText } from "./text.ts";
import type { Baileys, Quoted, SendResult, WhatsApp, WhatsAppState, WhatsAppStatus } from "./types.ts";
import { codeOf, type LinkUpdate, restrictionOf } from "./updates.ts";
import { chooseVersion } from "./version.ts";

const officialUrl = "wss://web.whatsapp.com/ws/chat";
const healthySeconds = 300;
const probeWords = "Siaga memeriksa sambungannya. Tidak ada yang perlu dilakukan.";

/**
 * Opens the connection and keeps it open until it is closed or logged out. Resolves at once; `onState` tells when it is open.
 * One process per linked device: a second one would replace the first. Throws UserError for an address that is not WhatsApp's.
 */
export async function openWhatsApp(options: WhatsAppOptions): Promise<WhatsApp> {
  const url = checkedUrl(options.url ?? officialUrl);
  const connection = new Connection(await loadBaileys(), options, url);
  connection.start();
  return connection;
}

class Connection implements WhatsApp {
  readonly #baileys: Baileys;
  readonly #options: WhatsAppOptions;
  readonly #url: string;
  readonly #journal: InboundJournal;
  #status: WhatsAppStatus;
  #link: Link | null = null;
  #ownJid: string | null = null;
  #openedAt: Instant | null = null;
  #heardAt: Instant = 0;
  #codeAskedOn: Link | null = null;
  #retry: NodeJS.Timeout | undefined;
  #isEnded = false;

  constructor(baileys: Baileys, options: WhatsAppOptions, url: string) {
    this.#baileys = baileys;
    this.#options = options;
    this.#url = url;
    this.#journal = new InboundJournal({ ...options, baileys });
    this.#status = { state: "closed", since: options.now(), code: null, failures: 0 };
  }

  start(): void {
    setImmediate(() => this.#replay());
    const { sql, pairing } = this.#options;
    if (!isLinked(sql) && !pairing) this.#become("logged_out", { code: codeOfLogout(sql) });
    else void this.#connect();
  }

  status(): WhatsAppStatus {
    return this.#status;
  }

  async send(message: { jid: string; bytes: string; id: string }): Promise<SendResult> {
    const result = await this.#open?.send(message);
    if (!result) return { kind: "closed" };
    if (result.kind === "ack" || result.kind === "refused") this.#heardAt = this.#options.now();
    return result;
  }

  heardAt(): Instant {
    return this.#heardAt;
  }

  async probe(): Promise<boolean> {
    const jid = this.#ownJid;
    if (jid === null) return false;
    const bytes = this.encodeText(probeWords, null);
    const { kind } = await this.send({ jid, bytes, id: this.#baileys.generateMessageIDV2() });
    return kind === "ack";
  }

  restart(): void {
    const link = this.#link;
    if (!link || this.#isEnded) return;
    this.#lost(null);
    void link.close();
  }

  async exists(numbers: readonly string[]): Promise<ReadonlyMap<string, boolean> | null> {
    return this.#open?.exists(numbers) ?? null;
  }

  async askRestriction(): Promise<boolean> {
    return this.#open?.askRestriction() ?? false;
  }

  encodeText(text: string, quoted: Quoted | null): string {
    return encodeText(this.#baileys, { text, quoted, ownJid: this.#ownJid });
  }

  async close(): Promise<void> {
    const link = this.#end();
    await link?.close();
    if (this.#status.state !== "logged_out") this.#become("closed", {});
  }

  async logout(): Promise<void> {
    const link = this.#end();
    await link?.logout();
    forgetDevice(this.#options.sql);
    this.#become("logged_out", {});
  }

  get #open(): Link | null {
    return this.#status.state === "open" ? this.#link : null;
  }

  #end(): Link | null {
    this.#isEnded = true;
    clearTimeout(this.#retry);
    const link = this.#link;
    this.#link = null;
    return link;
  }

  async #connect(): Promise<void> {
    this.#become("connecting", {});
    try {
      await this.#openLink();
    } catch (error) {
      this.#options.log.error({ reason: String(error) }, "sambungan WhatsApp tidak dapat dimulai");
      this.#lost(null);
    }
  }

  async #openLink(): Promise<void> {
    const {
      sql,
      log,
      now,
      findSent,
      onReceipt,
      ackTimeoutMs = 30_000,
      queryTimeoutMs = 20_000,
      typingMs = () => 0,
    } = this.#options;
    const baileys = this.#baileys;
    const wasRefused = this.#status.code === closeCode.versionTooOld;
    const need = { set: this.#options.version, sql, baileys, url: this.#url, now: now(), wasRefused };
    const version = await chooseVersion(need);
    if (this.#isEnded) return;
    const auth = openAuth(sql, baileys);
    this.#ownJid = ownJidOf(auth.creds.me?.id);
    const link: Link = new Link({
      baileys,
      auth,
      journal: this.#journal,
      log,
      url: this.#url,
      version,
      ackTimeoutMs,
      queryTimeoutMs,
      typingMs,
      findSent,
      onReceipt: (receipt) => safely(log, () => onReceipt(receipt)),
      onUpdate: (update) => {
        if (link === this.#link) this.#take(link, update);
      },
    });
    this.#link = link;
  }

  #take(link: Link, { qr, connection, lastDisconnect, reachoutTimeLock }: LinkUpdate): void {
    const { log, onRestriction } = this.#options;
    if (reachoutTimeLock) safely(log, () => onRestriction?.(restrictionOf(reachoutTimeLock)));
    if (qr) this.#showPairing(link, qr);
    if (connection === "open") this.#opened();
    if (connection === "close") this.#lost(codeOf(lastDisconnect?.error));
  }

  /** By number: one code for one connection, at its first QR code; the later ones belong to the other way of pairing. */
  #showPairing(link: Link, qr: string): void {
    const { pairing, log } = this.#options;
    this.#become("pairing", { failures: 0 });
    if (!pairing?.number) return pairing?.onQr(qr);
    if (this.#codeAskedOn === link) return;
    this.#codeAskedOn = link;
    link
      .requestPairingCode(pairing.number.replace(/\D/gu, ""))
      .then(pairing.onCode, (error: unknown) =>
        log.warn({ reason: String(error) }, "kode penautan WhatsApp tidak diperoleh"),
      );
  }

  #opened(): void {
    this.#openedAt = this.#heardAt = this.#options.now();
    this.#become("open", {});
    this.#replay();
  }

  #replay(): void {
    if (!this.#isEnded) safely(this.#options.log, () => this.#journal.replay());
  }

  #lost(code: number | null): void {
    const { now, random, backoff = usualBackoff } = this.#options;
    const wasHealthy = this.#openedAt !== null && now() - this.#openedAt >= healthySeconds;
    const failures = wasHealthy ? 0 : this.#status.failures;
    const link = this.#link;
    this.#openedAt = null;
    this.#link = null;
    const { state, waitMs } = afterClose({ code, failures, random: random() }, backoff);
    if (waitMs !== null) this.#retry = setTimeout(() => void this.#connect(), waitMs);
    if (state === "logged_out") this.#forget(link);
    this.#become(state, { code, failures: waitMs === 0 ? failures : failures + 1 });
  }

  #forget(link: Link | null): void {
    const { sql, log } = this.#options;
    void link?.close();
    safely(log, () => forgetDevice(sql));
  }

  #become(state: WhatsAppState, changes: { code?: number | null; failures?: number }): void {
    const { sql, now, onState, log } = this.#options;
    const before = JSON.stringify(this.#status);
    const since = state === this.#status.state ? this.#status.since : now();
    this.#status = { ...this.#status, ...changes, state, since };
    if (JSON.stringify(this.#status) === before) return;
    log.info({ ...this.#status }, "sambungan WhatsApp");
    recordStatus(sql, this.#status, log);
    safely(log, () => onState?.(this.#status));
  }
}

function ownJidOf(id: string | undefined): string | null {
  const number = numberIn(id);
  return number ? `${number.slice(1)}@s.whatsapp.net` : null;
}
