import type { WhatsAppState } from "./types.ts";

export interface Backoff {
  readonly firstMs: number;
  /** After another program took over: long enough for an operator to end one of the two. */
  readonly replacedMs: number;
  readonly capMs: number;
}

export const usualBackoff: Backoff = { firstMs: 2_000, replacedMs: 60_000, capMs: 300_000 };

/** WhatsApp's own numbers for why a connection ended. */
export const closeCode = {
  loggedOut: 401,
  forbidden: 403,
  versionTooOld: 405,
  replaced: 440,
  restartRequired: 515,
} as const;

interface Closed {
  readonly code: number | null;
  /** How many were lost in a row before this one. */
  readonly failures: number;
  /** In [0, 1). */
  readonly random: number;
}

/** What a lost connection means, and after how long to try again; null: never, for it would be refused again. */
export function afterClose(
  { code, failures, random }: Closed,
  backoff: Backoff,
): { readonly state: WhatsAppState; readonly waitMs: number | null } {
  const wait = (firstMs: number): number => {
    const full = Math.min(firstMs * 2 ** failures, backoff.capMs);
    return Math.round(full * (0.5 + random / 2));
  };
  switch (code) {
    case closeCode.loggedOut:
    case closeCode.forbidden:
      return { state: "logged_out", waitMs: null };
    case closeCode.restartRequired:
      return { state: "connecting", waitMs: 0 };
    case closeCode.replaced:
      return { state: "replaced", waitMs: wait(backoff.replacedMs) };
    default:
      return { state: "closed", waitMs: wait(backoff.firstMs) };
  }
}
