import { randomUUID } from "node:crypto";
import { sign } from "../../src/sources/webhook/signature.ts";

export const secret = "rahasia-uji-rahasia-uji-rahasia-uji-1";

export interface Posting {
  readonly url: string;
  /** Seconds since 1970 that the sender writes down. */
  readonly at: number;
  /** JSON as it is, or a value to be written as JSON. */
  readonly body: unknown;
  readonly key?: string;
  readonly secret?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Instead of the right one. */
  readonly signature?: string;
}

/** The headers and the body that a sender would send. */
export function prepare({ at, body, key = randomUUID(), headers, signature, ...posting }: Posting) {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const time = String(at);
  return {
    text,
    headers: {
      "Content-Type": "application/json",
      "X-Siaga-Waktu": time,
      "X-Siaga-Tanda-Tangan": signature ?? sign(posting.secret ?? secret, { time, body: Buffer.from(text) }),
      "Idempotency-Key": key,
      ...headers,
    },
  };
}

export interface Reply {
  readonly status: number;
  readonly body: unknown;
  readonly retryAfter: string | null;
}

/** Sends one complaint to the webhook, as another program does. */
export async function post(posting: Posting): Promise<Reply> {
  const { text, headers } = prepare(posting);
  const response = await fetch(posting.url, { method: "POST", headers, body: text });
  return {
    status: response.status,
    body: await response.json(),
    retryAfter: response.headers.get("Retry-After"),
  };
}
