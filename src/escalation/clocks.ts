import type { Instant } from "../calendar/contract.ts";
import type { Complaint } from "../complaints/contract.ts";
import { isEnded } from "../complaints/status-words.ts";
import type { Clock } from "../rules/contract.ts";
import type { EndReason } from "./contract.ts";

/** When a clock of this complaint starts; null: it has none (yet). escalation.md section 3. */
export function clockAnchor(clock: Clock, complaint: Complaint): Instant | null {
  if (clock === "verification") return complaint.reportedAt ?? complaint.firstSeenAt;
  if (complaint.opdId === null) return null;
  return complaint.disposedAt ?? complaint.unitSeenAt;
}

/** Why a clock has stopped; null: it runs. */
export function clockStop(clock: Clock, complaint: Complaint): EndReason | null {
  if (isEnded(complaint.status)) return "complaint_ended";
  if (clock === "verification" && complaint.opdId !== null) return "answered";
  if (clock === "response" && complaint.answeredAt !== null) return "answered";
  return null;
}
