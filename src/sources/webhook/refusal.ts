/** Why a request was not taken; the operator sees how often each happened. */
export type RefusalReason =
  | "unsigned"
  | "signature"
  | "time"
  | "content"
  | "key"
  | "rate"
  | "size"
  | "type"
  | "slow"
  | "malformed"
  | "closed";

/** What a sender is told instead of 202. Never holds what it sent. */
export interface Refusal {
  readonly reason: RefusalReason;
  readonly status: number;
  /** One sentence in Indonesian. */
  readonly words: string;
  /** The header or the field of the body that is meant. */
  readonly field?: string;
  /** Seconds. */
  readonly retryAfter?: number;
}

export const refusalNames: Readonly<Record<RefusalReason, string>> = {
  unsigned: "tanpa tanda tangan",
  signature: "tanda tangan tidak cocok",
  time: "jam pengirim berbeda",
  content: "isi",
  key: "kunci dipakai ulang",
  rate: "terlalu sering",
  size: "terlalu besar",
  type: "bukan JSON",
  slow: "terlalu lambat",
  malformed: "bukan HTTP yang sah",
  closed: "bot belum dapat menerima",
};

/** Of these somebody should know: a program that was set up to send does it wrongly. The others are noise, or mend themselves. */
export const worrying: ReadonlySet<RefusalReason> = new Set(["signature", "time", "content", "key"]);
