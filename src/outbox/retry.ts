/** After this many tries a message has failed: about three days. What waits a working day is decided again before that. */
const maxAttempts = 24;

/** Whether one more failure is the end of it. */
export function isLastTry({ attempts }: { readonly attempts: number }): boolean {
  return attempts + 1 >= maxAttempts;
}

const firstWait = 60;
const longestWait = 4 * 3600;

/** Seconds to wait after the n-th try (from 1): doubling, with up to a fifth of chance so that nothing beats in step. */
export function retryWait(attempt: number, random: number): number {
  const wait = Math.min(firstWait * 2 ** (attempt - 1), longestWait);
  return Math.round(wait * (1 + random / 5));
}
