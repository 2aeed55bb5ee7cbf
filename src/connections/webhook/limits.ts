/** What one sender, or a stranger on the same address, may cost. */
export interface Limits {
  readonly bodyBytes: number;
  readonly headerBytes: number;
  /** Milliseconds until all headers are there, and until all of the request is. */
  readonly headersMs: number;
  readonly requestMs: number;
  /** Milliseconds for which a connection may wait for its next request. */
  readonly idleMs: number;
  readonly connections: number;
}

export const usualLimits: Limits = {
  // a complaint without its body takes a few kilobytes, and LAPOR! cuts bodies at 3,000 characters
  bodyBytes: 65_536,
  headerBytes: 8192,
  headersMs: 10_000,
  requestMs: 20_000,
  // longer than a reverse proxy keeps its own, so that it never sends into a connection that is being closed
  idleMs: 65_000,
  connections: 2048,
};
