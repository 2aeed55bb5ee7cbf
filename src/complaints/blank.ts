import type { Instant } from "../calendar/contract.ts";
import type { Complaint, Report } from "./contract.ts";

/** A complaint of which nothing is known but its id. */
export function blankComplaint(
  trackingId: string,
  { report, now }: { readonly report: Report; readonly now: Instant },
): Complaint {
  return {
    trackingId,
    source: report.source,
    title: null,
    classification: null,
    categoryId: null,
    category: null,
    channel: null,
    statusRaw: null,
    status: "unknown",
    institutionName: null,
    opdExternalId: null,
    opdName: null,
    opdId: null,
    opdIsUnknown: false,
    reportedAt: null,
    disposedAt: null,
    firstSeenAt: now,
    unitSeenAt: null,
    confirmedAt: report.asOf,
    missingSince: null,
    firstFollowUpAt: null,
    firstFollowUpIsBound: false,
    lastFollowUpAt: null,
    followUpCount: null,
    lastReporterReplyAt: null,
    answeredAt: null,
    closedAt: null,
    pauses: null,
    locationName: null,
    // Unknown counts as the more careful of the two.
    isAnonymous: true,
    isSecret: true,
    isPriority: false,
    statusNote: null,
    url: null,
    isBacklog: false,
    resumedAt: null,
    isHistoric: false,
    sourceRow: null,
    syncedAt: now,
  };
}
