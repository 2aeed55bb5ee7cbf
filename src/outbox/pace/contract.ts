import type { Instant } from "../../calendar/contract.ts";
import type { Message } from "../contract.ts";
import type { Rest } from "./limits.ts";

/** How fast a channel may be used. */
export interface Pace {
  /** How many parcels may be claimed at once. */
  readonly batch: number;
  /** Rows for one recipient that waited this long (seconds) travel as one message; null: the channel never rests. */
  readonly joinAfter: number | null;
  /** Why and until when nothing leaves but answers and alarms; null: free. */
  rest(now: Instant): Rest | null;
  /** Why and until when this row waits, though the channel is free; null: it may leave. */
  restOf(row: Message, now: Instant): Rest | null;
  /** A parcel that begins with this row leaves now. */
  take(row: Message, now: Instant): void;
}

/** For mail servers and folders, which look after themselves. */
export const unpaced: Pace = {
  batch: 200,
  joinAfter: null,
  rest: () => null,
  restOf: () => null,
  take: () => {},
};
