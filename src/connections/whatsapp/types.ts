import type { Instant } from "../../calendar/contract.ts";

/** The whole library, loaded only where WhatsApp is on: it is large. */
export type Baileys = typeof import("@whiskeysockets/baileys");

/**
 * `pairing`: a code is shown and waits for the phone. `logged_out`: no device is linked (any more); ends only by linking anew.
 * `replaced`: another program runs with the same credentials. All but `logged_out` mend themselves.
 */
export type WhatsAppState = "closed" | "connecting" | "pairing" | "open" | "logged_out" | "replaced";

export interface WhatsAppStatus {
  readonly state: WhatsAppState;
  readonly since: Instant;
  /** Why the connection last closed: WhatsApp's own code, such as 428 or 440; null: never, or for no known reason. */
  readonly code: number | null;
  /** Connections lost in a row, without five healthy minutes between them. */
  readonly failures: number;
}

/** What came of one message. Only `ack` says that WhatsApp has it. */
export type SendResult =
  | { readonly kind: "ack" }
  | { readonly kind: "refused"; readonly code: number }
  /** It left, and no answer came. */
  | { readonly kind: "timeout" }
  /** The connection was not there, or went away under it. */
  | { readonly kind: "closed" }
  /** It could not be made ready, or its keys could not be stored. */
  | { readonly kind: "failed"; readonly reason: string };

/** One message from one person. The same `key` is the same message, however often it is handed over. */
export interface Inbound {
  readonly key: string;
  /** E.164 with +; null where WhatsApp gives only the hidden id. */
  readonly senderNumber: string | null;
  readonly senderLid: string | null;
  readonly at: Instant;
  /** Empty for a picture or a voice note without words. */
  readonly text: string;
  /** Id of the message that it quotes. */
  readonly quotedId: string | null;
}

/** `read` also says delivered: WhatsApp may leave the first out. */
export interface Receipt {
  readonly id: string;
  readonly kind: "delivered" | "read";
  readonly at: Instant;
}

/** WhatsApp's word on whether this number may open new chats ("reach-out time lock", code 463); existing ones go on. */
export interface Restriction {
  readonly isActive: boolean;
  /** null: it ends at a moment that WhatsApp does not say, or has ended. */
  readonly until: Instant | null;
}

/** Fields first, then words; pino's shape. */
export interface Log {
  info(fields: object, text: string): void;
  warn(fields: object, text: string): void;
  error(fields: object, text: string): void;
}

export interface Quoted {
  readonly id: string;
  readonly text: string;
}

/** The one open connection to WhatsApp. */
export interface WhatsApp {
  status(): WhatsAppStatus;
  /** Sends `bytes` (from `encodeText`) under our own id and waits for WhatsApp's word. Never rejects. */
  send(message: { readonly jid: string; readonly bytes: string; readonly id: string }): Promise<SendResult>;
  /** Which of these numbers (E.164) are on WhatsApp; null: no answer. */
  exists(numbers: readonly string[]): Promise<ReadonlyMap<string, boolean> | null>;
  /** Asks whether the number is restricted; the answer comes through `onRestriction`. False: there was none. */
  askRestriction(): Promise<boolean>;
  /** When WhatsApp last said yes or no to a message, or let us in; 0: not yet. */
  heardAt(): Instant;
  /** Sends a short message to our own number; whether WhatsApp acknowledges it. */
  probe(): Promise<boolean>;
  /** Leaves this socket and opens a fresh one, with the usual wait. */
  restart(): void;
  /** A text message as base64, quoting an earlier message of ours if given. Two calls differ; keep what came first. */
  encodeText(text: string, quoted: Quoted | null): string;
  /** Ends without logging out. */
  close(): Promise<void>;
  /** Unlinks this device and forgets its keys. */
  logout(): Promise<void>;
}
