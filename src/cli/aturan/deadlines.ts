import type { Calendar, Instant } from "../../calendar/contract.ts";
import { formatInstant, isoWithOffset } from "../../calendar/format.ts";
import type { Applied } from "../../desk/apply-rule.ts";
import { deadlineOf } from "../../desk/deadline.ts";
import type { Office } from "../../escalation/contract.ts";
import { whole } from "../shared/print.ts";

/** The deadline that the messages of one complaint state, before a change and after it. */
export interface DeadlineShift {
  readonly trackingId: string;
  readonly before: Instant;
  readonly after: Instant;
}

/** Which runs get another deadline; those whose deadline cannot be counted have none. */
export function findDeadlineShifts(office: Office, applied: readonly Applied[]): DeadlineShift[] {
  return applied.flatMap(({ run, after }) => {
    const was = deadlineOf(office, run);
    const is = deadlineOf(office, after);
    if (was === null || is === null || was === is) return [];
    return [{ trackingId: run.trackingId, before: was, after: is }];
  });
}

/** As JSON tells them, in the time of the Pemda. */
export function deadlinesAsJson(shifts: readonly DeadlineShift[], calendar: Calendar) {
  return shifts.map(({ trackingId, before, after }) => ({
    trackingId,
    before: isoWithOffset(calendar, before),
    after: isoWithOffset(calendar, after),
  }));
}

/** One sentence, or none. The example is the one that moves farthest; `now` tells which are late by it. */
export function describeDeadlines(
  shifts: readonly DeadlineShift[],
  calendar: Calendar,
  now: Instant,
): string[] {
  const [example] = shifts.toSorted(
    (a, b) => distance(b) - distance(a) || (a.trackingId < b.trackingId ? -1 : 1),
  );
  if (!example) return [];
  const moment = (t: Instant) => formatInstant(calendar, t);
  const late = shifts.filter(({ before, after }) => before > now && after <= now).length;
  const lateness = late === 0 ? "" : ` ${whole(late)} di antaranya langsung terhitung lewat batas.`;
  return [
    `Batas waktu yang disebut dalam pesan berubah pada ${whole(shifts.length)} laporan terbuka, misalnya ${example.trackingId}: semula ${moment(example.before)}, menjadi ${moment(example.after)}.${lateness}`,
  ];
}

function distance({ before, after }: DeadlineShift): number {
  return Math.abs(after - before);
}
