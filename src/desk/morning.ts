import type { Instant } from "../calendar/contract.ts";
import type { Office } from "../escalation/contract.ts";
import { askHolders } from "./ask-holders.ts";
import { clearMended } from "./clear-mended.ts";
import type { Desk } from "./desk.ts";
import { examine, isDoctorsCause } from "./doctor.ts";
import { forgetLetters } from "./forget-letters.ts";

/** The daily look-over: old messages are decided again, findings of the doctor become alarms, what is mended is told once, letters of last month are forgotten. */
export function lookOver(desk: Desk, office: Office, now: Instant): void {
  const findings = examine(office, now);
  const causes = new Set(findings.map(({ cause }) => cause));
  desk.sql
    .transaction(() => {
      desk.aftermath.expireOld(now);
      askHolders(desk, office, now);
      clearMended(desk.sql, desk.alarms, office, now);
      for (const finding of findings) desk.alarms.raise(finding, now);
      for (const { cause } of desk.alarms.open())
        if (isDoctorsCause(cause) && !causes.has(cause)) desk.alarms.clear(cause, now);
    })
    .immediate();
  forgetLetters(desk.sql, now);
}
