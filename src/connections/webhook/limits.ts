/** What one sender, or a stranger on the same address, may cost. */
export const limits = {
  /** A complaint's fields without its body take a few kilobytes; with it, LAPOR! allows 3,000 characters. */
  bodyBytes: 65_536,
  headerBytes: 8192,
  headersMs: 10_000,
  requestMs: 20_000,
  /** A reverse proxy keeps its connections; it must let go of them first. */
  idleMs: 65_000,
  connections: 1024,
} as const;
