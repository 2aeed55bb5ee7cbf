import type { Calendar, Instant } from "../calendar/contract.ts";
import type { Complaint, Status } from "../complaints/contract.ts";
import type { Clock } from "../rules/contract.ts";
import type { Case, Moment } from "./contract.ts";
import { type Change, firstDisposition } from "./first-disposition.ts";

/** What the book says of a complaint's times. */
export type Times = Pick<
  Complaint,
  | "trackingId"
  | "status"
  | "opdId"
  | "disposedAt"
  | "unitSeenAt"
  | "firstFollowUpAt"
  | "firstFollowUpIsBound"
  | "answeredAt"
  | "closedAt"
>;

/** The first run of one clock. */
export interface FirstRun {
  readonly clock: Clock;
  readonly deadlineAt: Instant | null;
  /** When the bot learned of its end. */
  readonly endedAt: Instant | null;
}

export interface Surroundings {
  readonly changes: readonly Change[];
  readonly runs: readonly FirstRun[];
  readonly calendar: Calendar;
}

const answered: ReadonlySet<Status> = new Set(["in_progress", "done", "closed_by_system"]);
const closed: ReadonlySet<Status> = new Set(["done", "closed_by_system"]);

/** What the book knows of a complaint, as figures see it. */
export function caseOf(times: Times, { changes, runs, calendar }: Surroundings): Case {
  const { status, firstFollowUpAt, firstFollowUpIsBound, answeredAt } = times;
  const { disposition, isMoved } = firstDisposition(times, changes);
  const followUp = firstFollowUpAt === null ? null : { at: firstFollowUpAt, isBound: firstFollowUpIsBound };
  const known = {
    disposition,
    followUp,
    isAnswered: followUp !== null || answeredAt !== null || answered.has(status),
  };
  return {
    status,
    unitId: times.opdId,
    isMoved,
    ...known,
    calendar,
    clocks: runs.map(({ clock, deadlineAt, endedAt }) => ({
      clock,
      deadlineAt,
      stop: stopOf(clock, known, { ...times, endedAt }),
    })),
  };
}

type Known = Pick<Case, "disposition" | "followUp" | "isAnswered">;
type Ends = Pick<Times, "status" | "answeredAt" | "closedAt"> & Pick<FirstRun, "endedAt">;

/** When the facts stopped this clock; the bot itself may have learned it later. */
function stopOf(clock: Clock, { disposition, followUp, isAnswered }: Known, ends: Ends): Moment | null {
  const end = closed.has(ends.status) ? endOf(ends) : null;
  if (clock === "completion") return end;
  if (clock === "verification") return disposition ?? end;
  return followUp ?? (isAnswered ? atLatest(ends.answeredAt ?? ends.closedAt ?? ends.endedAt) : null);
}

function endOf({ closedAt, endedAt }: Ends): Moment | null {
  return closedAt === null ? atLatest(endedAt) : { at: closedAt, isBound: false };
}

function atLatest(at: Instant | null): Moment | null {
  return at === null ? null : { at, isBound: true };
}
