import type { Instant } from "../../calendar/contract.ts";

/** How fast a channel may be used. */
export interface Pace {
  /** How many parcels may be claimed at once. */
  readonly batch: number;
  /** The channel rests until then; now or earlier: it is free. */
  openAt(now: Instant): Instant;
  /** Until when this recipient is left in peace, and why; null: may be written to. */
  restOf(recipient: string, now: Instant): { readonly at: Instant; readonly why: string } | null;
  /** One parcel leaves now. */
  take(now: Instant): void;
}

/** For mail servers and folders, which look after themselves. */
export const unpaced: Pace = { batch: 200, openAt: (now) => now, restOf: () => null, take: () => {} };
