import { createHash } from "node:crypto";
import type { Instant } from "../../calendar/contract.ts";
import type { ComplaintUpdate } from "../../complaints/contract.ts";
import { readBody } from "./read-body.ts";
import type { Refusal } from "./refusal.ts";
import { isSignedBy } from "./signature.ts";

/** A POST as it came. */
export interface WebhookRequest {
  /** Of X-Siaga-Waktu, X-Siaga-Tanda-Tangan and Idempotency-Key. */
  readonly time: string | undefined;
  readonly signature: string | undefined;
  readonly key: string | undefined;
  readonly body: Uint8Array;
}

/** A request that may go into the book. */
export interface Letter {
  readonly update: ComplaintUpdate;
  /** As of when it speaks: what the sender says, else when it signed; never after now. */
  readonly asOf: Instant;
  /** Three that tell requests apart without keeping them, as in the table webhookKeys. */
  readonly key: string;
  readonly request: string;
  readonly content: string;
}

export interface ReadingOptions {
  readonly secrets: readonly string[];
  readonly now: Instant;
}

/** Seconds by which the clocks of sender and bot may differ; a recorded request is worthless after that. */
const clockTolerance = 300;

/** Checks the signature, then the clock, so that who has no secret learns nothing but that, and which header it left out. */
export function readSignature(request: WebhookRequest, { secrets, now }: ReadingOptions): Refusal | null {
  const { time, signature, body } = request;
  if (signature === undefined) return { ...lacking("X-Siaga-Tanda-Tangan"), reason: "unsigned" };
  if (time === undefined) return { ...lacking("X-Siaga-Waktu"), reason: "signature" };
  if (!isSignedBy(secrets, { time, body }, signature))
    return { ...badSignature, reason: signature === "" ? "unsigned" : "signature" };
  const sent = /^\d{10}$/u.test(time) ? Number(time) : null;
  if (sent === null) return mistimed("harus detik sejak 1970, misalnya hasil date +%s");
  const off = sent - now;
  if (Math.abs(off) <= clockTolerance) return null;
  return mistimed(
    `berbeda ${Math.round(Math.abs(off) / 60)} menit dari jam server; samakan jam kedua komputer, lalu tanda tangani ulang`,
  );
}

/** Reads a request whose signature is good. */
export function readLetter(request: WebhookRequest, now: Instant): Letter | Refusal {
  const { time = "", signature = "", key, body } = request;
  if (key !== undefined && !/^[\u0021-\u007e]{1,128}$/u.test(key))
    return {
      reason: "content",
      status: 400,
      field: "Idempotency-Key",
      words: "harus 1 sampai 128 huruf, angka, atau tanda tanpa spasi",
    };
  const read = readBody(body, now + clockTolerance);
  if ("words" in read) return { reason: "content", status: 400, ...read };
  const { asOf = Number(time), ...update } = read.said;
  return {
    update,
    asOf: Math.min(asOf, now),
    key: hash(key === undefined ? signature : `k ${key}`),
    request: signature,
    content: hash(JSON.stringify(read.said)),
  };
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

const badSignature = { status: 401, words: "Tanda tangan tidak cocok." };

function lacking(field: string) {
  return { status: 401, field, words: "header ini tidak ada dalam permintaan" };
}

function mistimed(words: string): Refusal {
  return { reason: "time", status: 401, field: "X-Siaga-Waktu", words };
}
