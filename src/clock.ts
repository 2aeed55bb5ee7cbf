/** Time, as an argument. */
export interface Clock {
  /** Whole seconds since 1970 UTC. */
  readonly now: () => number;
  /** Milliseconds that only ever grow, for measuring. */
  readonly elapsedMs: () => number;
}

export const systemClock: Clock = {
  now: () => Math.floor(Date.now() / 1000),
  elapsedMs: () => performance.now(),
};
