/** How many requests a minute are taken; that many may come at once after a quiet minute. */
export interface Rate {
  readonly perMinute: number;
}

/** A bucket that fills steadily. `elapsedMs`: milliseconds that only grow. */
export function createBucket({ perMinute }: Rate, elapsedMs: () => number) {
  const perMs = perMinute / 60_000;
  let left = perMinute;
  let seenMs = elapsedMs();
  return {
    /** Takes one; else says after how many seconds there is one again. */
    take(): { readonly isTaken: true } | { readonly isTaken: false; readonly retryAfter: number } {
      const nowMs = elapsedMs();
      left = Math.min(perMinute, left + (nowMs - seenMs) * perMs);
      seenMs = nowMs;
      if (left < 1) return { isTaken: false, retryAfter: Math.max(1, Math.ceil((1 - left) / perMs / 1000)) };
      left--;
      return { isTaken: true };
    },
  };
}
