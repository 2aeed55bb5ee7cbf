import type { Instant } from "../calendar/contract.ts";
import type { Status } from "../complaints/contract.ts";
import type { Bucket, Case, Figures } from "./contract.ts";
import { countLate } from "./lateness.ts";
import { countPace } from "./pace.ts";

type LeftOut = keyof Figures["leftOut"];

/** Where each status counts. */
const bucketOf: Readonly<Record<Exclude<Status, LeftOut>, Bucket>> = {
  unverified: "unanswered",
  verified: "unanswered",
  unanswered: "unanswered",
  unknown: "unanswered",
  in_progress: "in_progress",
  postponed: "in_progress",
  done: "done",
  closed_by_system: "done",
};

/** Statuses that are no complaint received; they are counted beside it. */
export const leftOutStatuses = ["archived", "rejected", "not_authority"] as const satisfies LeftOut[];

type Received = Case & { readonly status: Exclude<Status, LeftOut> };

/** The figures of escalation.md section 10 for these complaints, as of `now`. */
export function countFigures(cases: readonly Case[], now: Instant): Figures {
  const received = cases.filter(isReceived);
  const leftOut = { archived: 0, rejected: 0, not_authority: 0 };
  for (const { status } of cases) if (isLeftOut(status)) leftOut[status] += 1;
  const buckets = { unanswered: 0, in_progress: 0, done: 0 };
  for (const { status } of received) buckets[bucketOf[status]] += 1;
  return {
    received: received.length,
    leftOut,
    buckets,
    donePercent: received.length === 0 ? null : (buckets.done / received.length) * 100,
    moved: received.filter(({ isMoved }) => isMoved).length,
    pace: countPace(received, now),
    late: {
      verification: countLate(received, "verification", now),
      response: countLate(received, "response", now),
      completion: countLate(received, "completion", now),
    },
  };
}

function isReceived(each: Case): each is Received {
  return !isLeftOut(each.status);
}

function isLeftOut(status: Status): status is LeftOut {
  return leftOutStatuses.some((each) => each === status);
}
