/**
 * What came instead of an answer. `unauthorized` (401) and `forbidden` (403): the token, or this one resource; `absent`: no such
 * resource; `busy`: asked too often; `down`: no connection, no answer in time, or a fault of the server; `broken`: an answer
 * that is no JSON.
 */
export type LaporFailureKind = "unauthorized" | "forbidden" | "absent" | "busy" | "down" | "broken";

/** The message is a short Indonesian clause without addresses, tokens or anything that the answer holds. */
export class LaporFailure extends Error {
  override name = "LaporFailure";
  readonly kind: LaporFailureKind;
  /** Seconds that the server asks to be left alone; null: it does not say. */
  readonly retryAfter: number | null;

  constructor(
    kind: LaporFailureKind,
    detail: string,
    more: { retryAfter?: number | null; cause?: unknown } = {},
  ) {
    super(`${clauses[kind]} (${detail})`, { cause: more.cause });
    this.kind = kind;
    this.retryAfter = more.retryAfter ?? null;
  }
}

const clauses: Record<LaporFailureKind, string> = {
  unauthorized: "API LAPOR! menolak token",
  forbidden: "API LAPOR! menolak akses",
  absent: "tidak ditemukan di API LAPOR!",
  busy: "API LAPOR! meminta agar lebih jarang ditanya",
  down: "API LAPOR! tidak menjawab",
  broken: "jawaban API LAPOR! bukan JSON",
};

const kinds: Readonly<Record<number, LaporFailureKind>> = {
  401: "unauthorized",
  403: "forbidden",
  404: "absent",
  410: "absent",
  408: "down",
  425: "down",
  429: "busy",
};

/** What an HTTP status says; null: it carries an answer. A redirection leads to a login page, not to the API. */
export function failureOfStatus(status: number, retryAfter: string | undefined): LaporFailure | null {
  if (status >= 200 && status < 300) return null;
  const kind = kinds[status] ?? (status >= 500 ? "down" : "broken");
  return new LaporFailure(kind, `HTTP ${status}`, { retryAfter: readRetryAfter(retryAfter) });
}

/** RFC 9110 10.2.3: seconds, or a date. */
export function readRetryAfter(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (/^\d{1,9}$/u.test(text.trim())) return Number(text);
  const at = /[a-z]{3}/iu.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - Date.now()) / 1000));
}
