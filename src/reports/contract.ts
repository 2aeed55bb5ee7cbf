import type { Calendar, Instant } from "../calendar/contract.ts";
import type { Status } from "../complaints/contract.ts";
import type { Clock } from "../rules/contract.ts";

/** A moment; with isBound only the latest that it can have been. */
export interface Moment {
  readonly at: Instant;
  readonly isBound: boolean;
}

/** One complaint as the figures of escalation.md section 10 see it: nothing of what it says. */
export interface Case {
  readonly status: Status;
  /** The unit it is with now, as LAPOR! lists it; null: none yet. */
  readonly unitId: number | null;
  /** It was with another unit before. */
  readonly isMoved: boolean;
  /** To whichever unit it went first. */
  readonly disposition: Moment | null;
  /** Of whichever unit answered first; null: none, or nobody knows when. */
  readonly followUp: Moment | null;
  /** Answered, also where nobody knows when. */
  readonly isAnswered: boolean;
  /** Of its unit. */
  readonly calendar: Calendar;
  /** The first run of each clock that it has. */
  readonly clocks: readonly TimedClock[];
}

export interface TimedClock {
  readonly clock: Clock;
  /** null: it cannot be counted, for want of a year's holidays. */
  readonly deadlineAt: Instant | null;
  /** null: it runs. */
  readonly stop: Moment | null;
}

export type Bucket = "unanswered" | "in_progress" | "done";

/** Days are working days, not rounded; null where there is nothing to take a mean of. */
export interface Pace {
  /** Laju tindak lanjut: mean from first disposition to first follow-up. */
  readonly days: number | null;
  /** Over how many complaints. */
  readonly answered: number;
  /** Of those: follow-up known only as "at the latest". */
  readonly bound: number;
  /** Still unanswered, with their age so far. */
  readonly waiting: { readonly count: number; readonly days: number | null; readonly oldest: number | null };
  /** Mean over the answered and the waiting with their age so far. */
  readonly daysSoFar: number | null;
  /** Of the answered and the waiting: disposition known only as "at the latest", when the bot first saw the unit. */
  readonly dispositionBound: number;
  /** Answered, nobody knows after how long. */
  readonly unknown: number;
  /** With no unit yet. */
  readonly undisposed: number;
  /** They meet a year without holidays. */
  readonly uncounted: number;
}

export interface Lateness {
  /** Complaints that have this clock, and a deadline that can be counted. */
  readonly timed: number;
  readonly late: number;
  /** Of the late: stopped at a moment known only as "at the latest", so perhaps in time. */
  readonly bound: number;
  readonly uncounted: number;
}

export interface Figures {
  readonly received: number;
  readonly leftOut: Readonly<Record<"archived" | "rejected" | "not_authority", number>>;
  readonly buckets: Readonly<Record<Bucket, number>>;
  /** Persentase penyelesaian, 0 to 100, not rounded; null: nothing was received. */
  readonly donePercent: number | null;
  readonly moved: number;
  readonly pace: Pace;
  readonly late: Readonly<Record<Clock, Lateness>>;
}

export interface RankedUnit {
  readonly unitId: number;
  readonly figures: Figures;
  /** 1 is the fastest; null: none of its follow-ups is known. */
  readonly rank: number | null;
  /** Received in a year, and whether that is under 50: few for a mean. */
  readonly receivedInYear: number;
  readonly isSmall: boolean;
  /** Over 5 working days, or so far with those that still wait. */
  readonly isSlow: boolean;
}
