/** Where things are below the base address. domain.md section 1.2. */
export const institutionsPath = "/masters/institutions/external?page_size=1000";

export function detailPath(trackingId: string): string {
  return `/complaints/${encodeURIComponent(trackingId)}/complaint`;
}

export function followUpsPath(trackingId: string, page: number): string {
  return `/complaints/${encodeURIComponent(trackingId)}/followups?page=${page}`;
}

/** The list's own path may carry a query. */
export function listPath(path: string, page: number): string {
  return page === 1 ? path : `${path}${path.includes("?") ? "&" : "?"}page=${page}`;
}

/**
 * The page after this one; null: it is the last. Only the number is taken from the address: behind a gateway it may name a
 * server that is not ours to ask, and the token goes to one server only.
 */
export function pageAfter(page: number, nextPageUrl: string | null | undefined): number | null {
  if (!nextPageUrl) return null;
  const named = Number(/[?&]page=(\d{1,6})(?:&|#|$)/u.exec(nextPageUrl)?.[1]);
  return Number.isNaN(named) ? page + 1 : named > page ? named : null;
}
