import type { Instant } from "../calendar/contract.ts";
import type { Complaint, Standing } from "../complaints/contract.ts";
import { isEnded } from "../complaints/status-words.ts";
import type { Clock } from "../rules/contract.ts";
import type { EndReason, Escalation } from "./contract.ts";

/** When a clock of this complaint starts; null: it has none (yet). escalation.md section 3. */
export function clockAnchor(clock: Clock, complaint: Complaint): Instant | null {
  const own = ownAnchor(clock, complaint);
  return own === null ? null : Math.max(own, complaint.resumedAt ?? own);
}

function ownAnchor(clock: Clock, complaint: Complaint): Instant | null {
  if (clock === "verification") return complaint.reportedAt ?? complaint.firstSeenAt;
  if (complaint.opdId === null) return null;
  return complaint.disposedAt ?? complaint.unitSeenAt;
}

/** Why a clock has stopped; null: it runs. `run` is the one that would stop, null for one about to start. */
export function clockStop(clock: Clock, complaint: Standing, run: Escalation | null): EndReason | null {
  if (isEnded(complaint.status)) return "complaint_ended";
  if (clock === "verification" && complaint.opdId !== null) return "answered";
  if (clock !== "response") return null;
  if (run?.isReopened) return lastAnswer(complaint) > run.anchorAt ? "answered" : null;
  return complaint.answeredAt === null ? null : "answered";
}

/** Whether this clock would start now if a rule takes the complaint. */
export function mayStart(clock: Clock, complaint: Complaint): boolean {
  return clockAnchor(clock, complaint) !== null && clockStop(clock, complaint, null) === null;
}

/** A reply of the reporter that nobody has answered; null: there is none. It starts the response clock anew where a rule says so. */
export function unansweredReply(complaint: Complaint): Instant | null {
  const reply = complaint.lastReporterReplyAt;
  return reply !== null && reply > lastAnswer(complaint) ? reply : null;
}

/** -Infinity: nobody has answered. */
function lastAnswer({ answeredAt, lastFollowUpAt }: Standing): number {
  return Math.max(answeredAt ?? -Infinity, lastFollowUpAt ?? -Infinity);
}
