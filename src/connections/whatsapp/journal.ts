import { createHash } from "node:crypto";
import type {
  BinaryNode,
  SignalDataSet,
  SignalKeyStoreWithTransaction,
  SocketConfig,
} from "@whiskeysockets/baileys";
import type { Sql } from "../../../db/open.ts";
import type { Instant } from "../../calendar/contract.ts";
import { numberIn } from "./addresses.ts";
import { type Envelope, readEnvelope, readInbound } from "./inbound.ts";
import type { Baileys, Inbound, Log } from "./types.ts";

// A message can be opened once: that uses its key up. The library tells WhatsApp that it has it before anybody here does, and
// a crash in between would lose it. So what was opened is written down in the same transaction as the used key, handed over
// before WhatsApp is told, and handed over again at the next start if that was interrupted.

type MakeRepository = SocketConfig["makeSignalRepository"];
type Decrypt = ReturnType<MakeRepository>["decryptMessage"];

/** A row of waAuth, type "inbound", keyed by the SHA-256 of the ciphertext. The words go when they are handled. */
interface Entry {
  readonly inbound: Inbound | null;
  readonly handledAt: Instant | null;
}

interface Opening {
  readonly decrypt: Decrypt;
  readonly keys: SignalKeyStoreWithTransaction;
  readonly sealed: Parameters<Decrypt>[0];
  readonly envelope: Envelope;
}

interface JournalParts {
  readonly sql: Sql;
  readonly baileys: Baileys;
  readonly log: Log;
  readonly now: () => Instant;
  /** Must have stored the message when it returns; gets the same one again if it throws. */
  readonly onInbound: (inbound: Inbound) => void;
}

/** WhatsApp keeps what was not acknowledged for about a month. */
const keptSeconds = 30 * 86_400;

/** Padded as on the wire: a message with nothing in it. */
const nothing = Buffer.from([1]);

export class InboundJournal {
  readonly #parts: JournalParts;
  readonly #envelopes = new WeakMap<Uint8Array, Envelope>();

  constructor(parts: JournalParts) {
    this.#parts = parts;
  }

  /** Remembers who sent the sealed parts of a stanza: the place where they are opened is not told. */
  note(stanza: BinaryNode, own: readonly (string | null)[]): void {
    const envelope = readEnvelope(stanza, own);
    if (!envelope || !Array.isArray(stanza.content)) return;
    for (const { content } of stanza.content)
      if (content instanceof Uint8Array) this.#envelopes.set(content, envelope);
  }

  /** The library's Signal repository, with this journal around its opening of messages. */
  readonly makeRepository: MakeRepository = (auth, logger, pnToLid) => {
    const { DEFAULT_CONNECTION_CONFIG } = this.#parts.baileys;
    const repository = DEFAULT_CONNECTION_CONFIG.makeSignalRepository(auth, logger, pnToLid);
    const decrypt = repository.decryptMessage.bind(repository);
    const keys = auth.keys as SignalKeyStoreWithTransaction;
    repository.decryptMessage = async (sealed) => {
      const envelope = this.#envelopes.get(sealed.ciphertext);
      if (!envelope) return decrypt(sealed);
      const known = envelope.number ? null : await repository.lidMapping.getPNForLID(envelope.lid ?? "");
      const number = envelope.number ?? numberIn(known);
      return this.#open({ decrypt, keys, sealed, envelope: { ...envelope, number } });
    };
    return repository;
  };

  async #open({ decrypt, keys, sealed, envelope }: Opening): Promise<Uint8Array> {
    const id = createHash("sha256").update(sealed.ciphertext).digest("hex");
    const { padded, entry } = await keys.transaction(async () => {
      const known = this.#read(id);
      if (known) return { padded: nothing, entry: known };
      const padded = await decrypt(sealed);
      const entry = this.#enter(envelope, padded);
      await keys.set({ inbound: { [id]: entry } } as SignalDataSet);
      return { padded, entry };
    }, sealed.jid);
    this.#handOver(id, entry);
    return padded;
  }

  #enter(envelope: Envelope, padded: Uint8Array): Entry {
    const { baileys, now, log } = this.#parts;
    try {
      const message = baileys.proto.Message.decode(baileys.unpadRandomMax16(padded));
      const inbound = readInbound(baileys, envelope, message);
      return { inbound, handledAt: inbound ? null : now() };
    } catch (error) {
      log.warn({ reason: String(error) }, "pesan WhatsApp masuk tidak terbaca");
      return { inbound: null, handledAt: now() };
    }
  }

  /** Hands over what was opened and, for a crash or an error, never handled; forgets what is long done. */
  replay(): void {
    const { sql, now } = this.#parts;
    const rows = sql
      .prepare<[], { id: string; value: string }>("select id, value from waAuth where type = 'inbound'")
      .all();
    for (const { id, value } of rows) this.#handOver(id, JSON.parse(value) as Entry);
    sql
      .prepare("delete from waAuth where type = 'inbound' and json_extract(value, '$.handledAt') < ?")
      .run(now() - keptSeconds);
  }

  #handOver(id: string, { inbound, handledAt }: Entry): void {
    if (!inbound || handledAt !== null) return;
    const { sql, log, now, onInbound } = this.#parts;
    try {
      onInbound(inbound);
    } catch (error) {
      log.error({ reason: String(error) }, "pesan WhatsApp masuk belum tersimpan; dicoba lagi nanti");
      return;
    }
    const handled: Entry = { inbound: null, handledAt: now() };
    sql
      .prepare("update waAuth set value = ? where type = 'inbound' and id = ?")
      .run(JSON.stringify(handled), id);
  }

  #read(id: string): Entry | null {
    const text = this.#parts.sql
      .prepare<[string], string>("select value from waAuth where type = 'inbound' and id = ?")
      .pluck()
      .get(id);
    return text ? (JSON.parse(text) as Entry) : null;
  }
}
