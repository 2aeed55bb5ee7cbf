import type { Sql } from "../../db/open.ts";
import type { Instant } from "../calendar/contract.ts";
import type { Office } from "../escalation/contract.ts";
import { UserError } from "../user-error.ts";
import type { Desk } from "./desk.ts";
import { examine } from "./doctor.ts";
import { openSettings } from "./settings.ts";

/**
 * From trial to real sending: what is open and was reported before becomes backlog, and what the trial left unsent stays
 * unsent. Returns the size of the backlog. Throws UserError while something blocking is wrong (escalation.md section 3).
 * Call it inside a transaction.
 */
export function switchOn(desk: Desk, office: Office, now: Instant): number {
  const settings = openSettings(desk.sql);
  if (settings.number("sendingSince") !== null) throw new UserError("Pengiriman sudah menyala.");
  const faults = examine(office, now).filter(({ isBlocking }) => isBlocking);
  if (faults.length > 0)
    throw new UserError(
      `Pengiriman belum dapat dinyalakan:\n${faults.map(({ text }) => `- ${text}`).join("\n")}`,
    );
  settings.set("sendingSince", now);
  const backlog = markBacklog(desk.sql, now);
  desk.reviewAll(now);
  return backlog;
}

/** Back to trial: messages are written to the folder only. Returns since when sending was on. */
export function switchOff(desk: Desk): Instant {
  const settings = openSettings(desk.sql);
  const since = settings.number("sendingSince");
  if (since === null) throw new UserError("Pengiriman memang belum menyala.");
  settings.forget("sendingSince");
  return since;
}

function markBacklog(sql: Sql, now: Instant): number {
  return sql
    .prepare(
      `update complaints set isBacklog = 1 where isBacklog = 0 and isHistoric = 0 and coalesce(reportedAt, firstSeenAt) < ?
       and status not in ('done', 'closed_by_system', 'rejected', 'archived', 'not_authority')`,
    )
    .run(now).changes;
}
