import type { Clock } from "./clock.ts";

/** Seconds that the wall clock may be set back, by NTP or a second's rounding, before it is called a jump. */
const backTolerance = 30;
/** escalation.md section 9: more than an hour forwards against the monotonic clock. */
const forwardTolerance = 3600;

/**
 * Watches the wall clock against the monotonic one. After a jump it distrusts the time until both agree again or somebody
 * says that it is right (`trust`).
 */
export function createClockGuard(clock: Clock, lastSeen: number | null) {
  let base = anchor(Math.max(clock.now(), lastSeen ?? 0));

  function anchor(wall: number) {
    return { wall, elapsedMs: clock.elapsedMs() };
  }

  return {
    /** Seconds by which the wall clock jumped; 0: it can be trusted. */
    jump(): number {
      const expected = base.wall + (clock.elapsedMs() - base.elapsedMs) / 1000;
      const drift = clock.now() - expected;
      if (drift < -backTolerance || drift > forwardTolerance) return Math.round(drift);
      base = anchor(clock.now());
      return 0;
    },
    trust(): void {
      base = anchor(clock.now());
    },
  };
}
