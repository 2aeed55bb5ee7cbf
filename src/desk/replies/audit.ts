import type { Sql } from "../../../db/open.ts";
import type { Instant } from "../../calendar/contract.ts";
import type { Office } from "../../escalation/contract.ts";
import type { Holder } from "../../people/contract.ts";
import { writeAudit } from "../audit.ts";

export interface Change {
  /** Such as "kontak.pindah". */
  readonly action: string;
  readonly before: object;
  readonly after: object;
}

/** Writes down what a holder changed by a reply (escalation.md section 7). Call it inside the transaction of the change. */
export function auditReply(
  sql: Sql,
  { office, holder, channel }: { office: Office; holder: Holder; channel: "wa" | "email" },
  { action, before, after }: Change,
  now: Instant,
): void {
  const code = office.people.units.get(holder.unitId)?.code ?? "";
  writeAudit(sql, channel === "wa" ? "whatsapp" : "email", {
    now,
    action,
    subject: `Kontak ${code}/${holder.post}/${holder.name}`,
    before,
    after,
    by: holder.name,
  });
}
