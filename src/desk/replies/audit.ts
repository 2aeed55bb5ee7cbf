import type { Sql } from "../../../db/open.ts";
import type { Instant } from "../../calendar/contract.ts";
import type { Office } from "../../escalation/contract.ts";
import type { Holder } from "../../people/contract.ts";

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
  sql
    .prepare(
      `insert into audit (at, osUser, "by", action, subject, before, after) values (?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      now,
      channel === "wa" ? "whatsapp" : "email",
      holder.name,
      action,
      `Kontak ${code}/${holder.post}/${holder.name}`,
      JSON.stringify(before),
      JSON.stringify(after),
    );
}
