import { localDate } from "../calendar/arithmetic.ts";
import { formatDate } from "../calendar/format.ts";
import type { Subject } from "./still-wanted.ts";

/**
 * Since when the days are counted for which a complaint waits, such as "diteruskan ke OPD 22 Nov 2026"; null: since the day
 * on which it came in, which its readers are told anyway.
 */
export function describeStart({ run, complaint, calendar }: Subject): string | null {
  const date = localDate(calendar, run.anchorAt);
  const isSameDay = complaint.reportedAt !== null && localDate(calendar, complaint.reportedAt) === date;
  return isSameDay ? null : `${eventOf({ run, complaint })} ${formatDate(date)}`;
}

function eventOf({ run, complaint }: Pick<Subject, "run" | "complaint">): string {
  const { anchorAt, isReopened, clock } = run;
  if (isReopened) return "tanggapan pelapor";
  if (anchorAt === complaint.resumedAt) return "dilanjutkan";
  if (clock === "verification") return anchorAt === complaint.firstSeenAt ? "pertama terlihat" : "masuk";
  return anchorAt === complaint.disposedAt ? "diteruskan ke OPD" : "diketahui diteruskan ke OPD";
}
