export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, string>>;
  readonly retryAfter?: number;
}

/** Refused before it was a request that can be read. */
export type EarlyFault = "size" | "type" | "slow" | "malformed";
