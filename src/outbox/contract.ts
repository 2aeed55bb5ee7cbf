import type { outbox } from "../../db/schema/outbox.ts";
import type { Instant } from "../calendar/contract.ts";

export type ChannelName = "wa" | "email" | "folder";

/** A row of the outbox. */
export type Message = typeof outbox.$inferSelect;

/** The words of one message, written when it is claimed and never changed after. */
export interface Content {
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
  /** What the message is about: an id that all messages of one complaint share, for threads and quotes; null: no thread. */
  readonly thread: string | null;
}

/** What a channel is handed. `bytes` is what `prepare` returned, the same again after a crash. */
export interface Envelope {
  readonly wireId: string;
  readonly recipient: string;
  readonly person: string;
  readonly content: Content;
  readonly bytes: string | null;
  /** How often it was handed over before; over 0 means it may already have arrived. */
  readonly attempt: number;
}

/** What came of handing over one envelope. Only `accepted` counts as told. */
export type Outcome =
  | { readonly kind: "accepted" }
  /** Try again later, with the same id. */
  | {
      readonly kind: "temporary";
      readonly reason: string;
      readonly retryAfter?: number;
      /** It left, and nobody knows whether it arrived: the same bytes go out again. Otherwise the words are written anew. */
      readonly isUncertain?: boolean;
    }
  /** Never try this again; another channel may take over. */
  | {
      readonly kind: "permanent";
      readonly reason: string;
      /** Our own account is at fault, not the address. */ readonly isOurs?: boolean;
    }
  /** The channel itself is down: nothing was handed over, and the row does not count an attempt. */
  | { readonly kind: "unavailable"; readonly reason: string };

/** A door out. A new one is a folder under channels/ that fulfils this. */
export interface Channel {
  readonly name: ChannelName;
  /** The id under which the message travels: a pure function of the row's key, so that a crash repeats it. */
  wireId(key: string): string;
  /** Whatever must stay the same byte for byte if it is sent twice; null if the content suffices. */
  prepare(wireId: string, recipient: string, content: Content): string | null;
  /** Resolves when the other side has taken it or refused it; never rejects for reasons of the other side. */
  send(envelope: Envelope, now: Instant): Promise<Outcome>;
  /** How many envelopes may be under way at once. */
  readonly concurrency: number;
}
