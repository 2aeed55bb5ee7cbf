import type { Sql } from "../../../db/open.ts";
import type { Instant, LocalDate } from "../../calendar/contract.ts";

/** Two permanent failures in a row switch an address off (escalation.md section 8). */
const mostFailures = 2;

/** What came of writing to an address. */
export function openAddressBook(sql: Sql) {
  const good = sql.prepare(
    "update addresses set failures = 0 where channel = ? and address = ? and failures > 0",
  );
  const bad = sql.prepare<[string, string], { failures: number }>(
    `insert into addresses (channel, address, failures) values (?, ?, 1)
     on conflict (channel, address) do update set failures = failures + 1 returning failures`,
  );
  const disable = sql.prepare(
    "update addresses set disabledAt = ? where channel = ? and address = ? and disabledAt is null",
  );
  const stop = sql.prepare(
    `insert into addresses (channel, address, stoppedAt) values (?, ?, ?)
     on conflict (channel, address) do update set stoppedAt = excluded.stoppedAt where stoppedAt is null`,
  );
  const resume = sql.prepare(
    `update addresses set stoppedAt = null, disabledAt = null, failures = 0
     where channel = ? and address = ? and (stoppedAt is not null or disabledAt is not null)`,
  );
  const forgive = sql.prepare(
    "update addresses set failures = 0, disabledAt = null where channel = ? and address = ?",
  );
  const stopped = sql
    .prepare<[string, string], number>(
      "select count(*) from addresses where channel = ? and address = ? and stoppedAt is not null",
    )
    .pluck();
  const registered = sql
    .prepare<[string, string], number>(
      "select count(*) from addresses where channel = ? and address = ? and registeredAt is not null",
    )
    .pluck();
  return {
    /** STOP. False if it was stopped before. */
    stop: (channel: "wa" | "email", address: string, at: Instant): boolean =>
      stop.run(channel, address, at).changes > 0,
    /** MULAI: who asks to be written to again reads what is sent, so failures are forgotten too. False if nothing stood against it. */
    resume: (channel: "wa" | "email", address: string): boolean => resume.run(channel, address).changes > 0,
    /** Failures are forgotten, for somebody vouches for the address; a STOP stays. */
    forgive: (channel: "wa" | "email", address: string): void => void forgive.run(channel, address),
    isStopped: (channel: "wa" | "email", address: string): boolean =>
      (stopped.get(channel, address) ?? 0) > 0,
    /** Whether DAFTAR linked it. */
    isRegistered: (channel: "wa" | "email", address: string): boolean =>
      (registered.get(channel, address) ?? 0) > 0,
    noteGood: (channel: "wa" | "email", address: string): void => void good.run(channel, address),
    /** True if this failure switched the address off. */
    noteBad(channel: "wa" | "email", address: string, at: Instant): boolean {
      const { failures = 0 } = bad.get(channel, address) ?? {};
      return failures >= mostFailures && disable.run(at, channel, address).changes > 0;
    },
  };
}

/**
 * A number is registered by a person, and who has it next registers it anew: a registration ends where nobody holds the
 * number any more, or only people who are not the one that sent DAFTAR from it. Numbers that two people share stay.
 */
export function endLostRegistrations(sql: Sql, today: LocalDate): void {
  sql
    .prepare(
      `with serving as (select * from holders where leftAt is null and (toDate is null or toDate >= ?))
       update addresses set registeredAt = null where channel = 'wa' and registeredAt is not null and (
         not exists (select 1 from holders h where h.wa = address)
         or exists (select 1 from serving h where h.wa = address)
           and exists (select 1 from invites i where i.usedBy = address)
           and not exists (
             select 1 from invites i join holders r on r.id = i.holderId join serving h on h.wa = i.usedBy
             where i.usedBy = address and (h.id = r.id or lower(h.name) = lower(r.name))))`,
    )
    .run(today);
}
