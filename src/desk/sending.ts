import type { Sql } from "../../db/open.ts";
import type { Instant } from "../calendar/contract.ts";
import { openSql } from "../complaints/status-words.ts";
import type { Office } from "../escalation/contract.ts";
import { UserError } from "../user-error.ts";
import type { Desk } from "./desk.ts";
import { isLinked } from "../connections/whatsapp/auth.ts";
import { examine } from "./doctor.ts";
import { readDoctorFacts } from "./doctor/store.ts";
import { openSettings } from "./settings.ts";

/**
 * From trial to real sending: what is open and was reported before becomes backlog, and what the trial left unsent stays
 * unsent. Returns the size of the backlog. Throws UserError while something blocking is wrong (escalation.md section 3).
 * Call it inside a transaction.
 */
export function switchOn(desk: Desk, office: Office, now: Instant): number {
  const settings = openSettings(desk.sql);
  if (settings.number("sendingSince") !== null) throw new UserError("Pengiriman sudah menyala.");
  const facts = readDoctorFacts(desk.sql, { isWaLinked: isLinked(desk.sql), isBotRunning: true });
  const faults = examine(office, now, facts).filter(({ isBlocking }) => isBlocking);
  if (faults.length > 0)
    throw new UserError(
      `Pengiriman belum dapat dinyalakan:\n${faults.map(({ text }) => `- ${text}`).join("\n")}`,
    );
  const before = settings.number("sendingSince.before");
  const offAt = settings.number("sendingOffAt");
  settings.set("sendingSince", now);
  // after a short break what was reported while sending was on goes on
  const backlog = markBacklog(desk.sql, { now, from: before, to: before === null ? null : offAt });
  desk.reviewAll(now);
  return backlog;
}

/** Back to trial: messages, also those that wait, are written to the folder only. Returns since when sending was on. */
export function switchOff(desk: Desk, now: Instant): Instant {
  const settings = openSettings(desk.sql);
  const since = settings.number("sendingSince");
  if (since === null) throw new UserError("Pengiriman masih uji coba; belum ada yang perlu dimatikan.");
  settings.forget("sendingSince");
  settings.set("sendingSince.before", settings.number("sendingSince.before") ?? since);
  settings.set("sendingOffAt", now);
  desk.outbox.divertToFolder();
  return since;
}

interface Break {
  readonly now: Instant;
  /** Complaints reported from `from` on and before `to` were already under way; null: sending was never on. */
  readonly from: Instant | null;
  readonly to: Instant | null;
}

function markBacklog(sql: Sql, { now, from, to }: Break): number {
  return sql
    .prepare(
      `update complaints set isBacklog = 1 where isBacklog = 0 and ${openSql} and coalesce(reportedAt, firstSeenAt) < @now
       and not (@from is not null and coalesce(reportedAt, firstSeenAt) >= @from and coalesce(reportedAt, firstSeenAt) < @to)`,
    )
    .run({ now, from, to }).changes;
}
