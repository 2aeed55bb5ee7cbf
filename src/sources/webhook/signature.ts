import { createHmac, timingSafeEqual } from "node:crypto";

/** What a sender signs: its timestamp (as it stands in the header), a point, and the bytes of the body. */
export interface Signed {
  readonly time: string;
  readonly body: Uint8Array;
}

/** "sha256=" and the HMAC-SHA256 in hexadecimal, as senders write it into X-Siaga-Tanda-Tangan. */
export function sign(secret: string, { time, body }: Signed): string {
  return `sha256=${createHmac("sha256", secret).update(`${time}.`).update(body).digest("hex")}`;
}

/**
 * Whether one of the secrets made this signature. Every secret is tried and every comparison takes the same time, so that
 * the time of an answer tells nothing.
 */
export function isSignedBy(secrets: readonly string[], signed: Signed, given: string): boolean {
  const bytes = Buffer.from(given, "latin1");
  let isGood = false;
  for (const secret of secrets) {
    const wanted = Buffer.from(sign(secret, signed), "latin1");
    // of another length: compared all the same, with itself
    const isSame = timingSafeEqual(bytes.length === wanted.length ? bytes : wanted, wanted);
    isGood = (isSame && bytes.length === wanted.length) || isGood;
  }
  return isGood;
}
