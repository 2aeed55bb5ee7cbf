import type { SimulatedMessage } from "../../simulation/lines.ts";
import { pairMessages } from "../shared/pair-messages.ts";

/** One message to the people of one post that comes at another moment, newly, or no longer; as JSON and audit keep it. */
export interface Shift {
  readonly trackingId: string;
  /** The complaint's own unit; null before disposition. */
  readonly unit: string | null;
  readonly clock: string;
  readonly kind: string;
  /** 0 for the step itself, 1… for its reminders. */
  readonly occurrence: number;
  readonly post: string;
  readonly people: readonly string[];
  readonly channels: readonly string[];
  /** Local time with offset; null: it would not have come. */
  readonly before: string | null;
  /** null: it does not come any more. */
  readonly after: string | null;
}

/** What differs between two forecasts, complaint by complaint, in the order in which it would come. */
export function findShifts(
  before: readonly SimulatedMessage[],
  after: readonly SimulatedMessage[],
  unitOf: (trackingId: string) => string | null,
): Shift[] {
  const moved = pairMessages(before, after)
    .filter((pair) => pair.before?.at !== pair.after?.at || pair.before?.kind !== pair.after?.kind)
    .map((pair) => ({
      message: pair.message,
      before: pair.before?.at ?? null,
      after: pair.after?.at ?? null,
    }));
  return [...Map.groupBy(moved, groupKey).values()]
    .map((group) => shiftOf(group, unitOf))
    .sort((a, b) => compareIds(a.trackingId, b.trackingId) || compare(momentOf(a), momentOf(b)));
}

interface Moved {
  readonly message: SimulatedMessage;
  readonly before: string | null;
  readonly after: string | null;
}

/** Colleagues and channels of one step stand together. */
function groupKey({ message, before, after }: Moved): string {
  const { trackingId, clock, epoch, post, kind, occurrence } = message;
  return JSON.stringify([trackingId, clock, epoch, post, kind, occurrence, before, after]);
}

function shiftOf(group: readonly Moved[], unitOf: (trackingId: string) => string | null): Shift {
  const [first] = group;
  if (!first) throw new Error("a group without members");
  const { trackingId, clock, kind, occurrence, post } = first.message;
  return {
    trackingId,
    unit: unitOf(trackingId),
    clock,
    kind,
    occurrence,
    post,
    people: [...new Set(group.map(({ message }) => message.person))],
    channels: [...new Set(group.map(({ message }) => message.channel))],
    before: first.before,
    after: first.after,
  };
}

function momentOf({ before, after }: Shift): string {
  return after ?? before ?? "";
}

function compareIds(a: string, b: string): number {
  return a.length - b.length || compare(a, b);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
