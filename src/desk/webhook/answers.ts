import type { TakenRequest } from "../../sources/webhook/store.ts";
import type { Refusal } from "../../sources/webhook/refusal.ts";

/** What a sender gets back; the body is JSON. */
export interface WebhookAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, string>>;
  /** Seconds. */
  readonly retryAfter?: number;
}

const outcomes: Readonly<Record<TakenRequest["outcome"], string>> = {
  new: "baru",
  changed: "berubah",
  unchanged: "tetap",
};

export function accepted({
  trackingId,
  outcome,
}: Pick<TakenRequest, "trackingId" | "outcome">): WebhookAnswer {
  return { status: 202, body: { trackingId, hasil: outcomes[outcome] } };
}

export function refused({ status, words, field, retryAfter }: Refusal): WebhookAnswer {
  return {
    status,
    body: { galat: words, ...(field !== undefined && { bidang: field }) },
    ...(retryAfter !== undefined && { retryAfter }),
  };
}

export const reusedKey: Refusal = {
  reason: "key",
  status: 409,
  field: "Idempotency-Key",
  words: "sudah dipakai untuk isi yang lain; pakai kunci baru untuk setiap laporan atau perubahan",
};

export function tooMany(retryAfter: number): Refusal {
  return {
    reason: "rate",
    status: 429,
    retryAfter,
    words: `Terlalu sering. Ulangi setelah ${retryAfter} detik.`,
  };
}

const closed = { reason: "closed", status: 503, retryAfter: 30 } as const;
export const closing: Refusal = { ...closed, words: "Bot sedang berhenti. Ulangi sebentar lagi." };
export const wrongClock: Refusal = { ...closed, words: "Jam server sedang diperiksa. Ulangi sebentar lagi." };
export const notStored: Refusal = { ...closed, words: "Laporan belum dapat disimpan. Ulangi sebentar lagi." };
export const broken: Refusal = {
  reason: "content",
  status: 500,
  words: "Laporan ini tidak dapat diproses. Beri tahu pengelola Siaga.",
};
