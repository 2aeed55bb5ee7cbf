import type { Sql } from "../../../db/open.ts";
import type { Instant } from "../../calendar/contract.ts";
import type { Backoff } from "./reconnect.ts";
import type { Inbound, Log, Receipt, Restriction, WhatsAppStatus } from "./types.ts";

/** How to link a device that is not linked yet; without it such a device stays `logged_out`. */
export interface Pairing {
  /** E.164: pair by typing a code on that phone. Absent: by QR code. */
  readonly number?: string;
  readonly onQr: (text: string) => void;
  readonly onCode: (code: string) => void;
}

export interface WhatsAppOptions {
  readonly sql: Sql;
  readonly log: Log;
  readonly now: () => Instant;
  /** In [0, 1). */
  readonly random: () => number;
  /** Must have stored the message when it returns; gets the same one again if it throws. */
  readonly onInbound: (inbound: Inbound) => void;
  readonly onReceipt: (receipt: Receipt) => void;
  readonly onState?: (status: WhatsAppStatus) => void;
  /** Told by WhatsApp, asked for or not. */
  readonly onRestriction?: (restriction: Restriction) => void;
  /** Bytes (base64) of a message sent earlier, for a recipient who could not read it; null: unknown. */
  readonly findSent: (id: string) => string | null;
  readonly url?: string;
  /** The WhatsApp Web version to call ourselves, such as "2.3000.1043857760"; absent: the newest. */
  readonly version?: string;
  readonly pairing?: Pairing;
  readonly ackTimeoutMs?: number;
  /** For questions to WhatsApp: who is there, with which devices and keys. */
  readonly queryTimeoutMs?: number;
  readonly backoff?: Backoff;
  /** For how long the recipient sees that something is being typed, before each message; absent: not at all. */
  readonly typingMs?: () => number;
}
