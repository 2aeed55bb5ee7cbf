import type { Sql } from "../../../db/open.ts";
import { parseDuration } from "../../calendar/durations.ts";
import type { Complaint } from "../../complaints/contract.ts";
import { openSql } from "../../complaints/status-words.ts";
import { complaintOfRow } from "../../complaints/store.ts";
import type { Alarm } from "../../escalation/contract.ts";
import { readHolders } from "../../people/holders/store.ts";
import { openWebhookStore } from "../../sources/webhook/store.ts";
import { readSpellings } from "../status-spellings.ts";
import type { AddressFacts, DoctorFacts, SourceFacts, UnknownOffice, UnknownStatus } from "./contract.ts";

/** What the doctor asks of the book; whether WhatsApp is linked and the bot runs comes from elsewhere. */
export function readDoctorFacts(
  sql: Sql,
  outside: Pick<DoctorFacts, "isWaLinked" | "isBotRunning">,
): DoctorFacts {
  return {
    ...outside,
    addresses: readAddresses(sql),
    holders: new Map(readHolders(sql).map((row) => [row.id, row])),
    sources: readSources(sql),
    webhook: openWebhookStore(sql).figures(),
    unknownOffices: readUnknownOffices(sql),
    unknownStatuses: readUnknownStatuses(sql),
    unknownClasses: readUnknownClasses(sql),
    unwatched: readUnwatched(sql),
    failedMessages: countFailedMessages(sql),
    alarms: sql
      .prepare<[], Alarm>("select cause, text from alarms where clearedAt is null order by openedAt, cause")
      .all(),
  };
}

type AddressRow = AddressFacts & { readonly channel: string; readonly address: string };

/** By channel + "/" + address. */
export function readAddresses(sql: Sql): DoctorFacts["addresses"] {
  const rows = sql.prepare<[], AddressRow>("select * from addresses").all();
  return new Map(rows.map((row) => [`${row.channel}/${row.address}`, row]));
}

function readSources(sql: Sql): SourceFacts[] {
  return sql
    .prepare<[], Omit<SourceFacts, "maxAge"> & { maxAge: string | null }>(
      // an API that was switched off is not missed
      "select * from sources where kind <> 'lapor' or (settings ->> '$.isOn') is not 0",
    )
    .all()
    .map((row) => ({ ...row, maxAge: row.maxAge === null ? null : parseDuration(row.maxAge) }));
}

/** The one that most complaints wait for first. */
export function readUnknownOffices(sql: Sql): UnknownOffice[] {
  return sql
    .prepare<[], UnknownOffice>(
      `select opdName as name, max(opdExternalId) as externalId, count(*) as count from complaints
       where opdIsUnknown = 1 and opdName is not null group by opdName order by count desc, name`,
    )
    .all();
}

/** Texts of complaints that nobody explained yet. */
export function readUnknownStatuses(sql: Sql): UnknownStatus[] {
  return readSpellings(sql).filter(({ status, count }) => status === "unknown" && count > 0);
}

/** Those whose clocks run: neither history nor backlog. */
function readUnknownClasses(sql: Sql): Complaint[] {
  return sql
    .prepare<[], Record<string, unknown>>(
      `select * from complaints where classification = 'lain' and isBacklog = 0 and ${openSql}
       order by cast(trackingId as integer)`,
    )
    .all()
    .map(complaintOfRow);
}

/** Whether a rule takes them is not for the book to say: mostly it is none. */
function readUnwatched(sql: Sql): Complaint[] {
  return sql
    .prepare<[], Record<string, unknown>>(
      `select * from complaints c where ${openSql} and isBacklog = 0 and answeredAt is null and not exists (
         select 1 from escalations e where e.trackingId = c.trackingId and e.state <> 'ended'
           and e.clock = iif(c.opdId is null, 'verification', 'response'))
       order by cast(trackingId as integer)`,
    )
    .all()
    .map(complaintOfRow);
}

/** Of runs that go on, where nothing else is on its way to the same person; alarms and answers need no decision. */
function countFailedMessages(sql: Sql): number {
  return (
    sql
      .prepare<[], number>(
        `select count(*) from outbox f join escalations e on e.id = f.escalationId
         where f.state = 'failed' and e.state <> 'ended' and not exists (
           select 1 from outbox o where o.escalationId = f.escalationId and o.step = f.step
             and o.occurrence = f.occurrence and o.holderId = f.holderId
             and o.state in ('pending', 'sending', 'accepted', 'delivered', 'read'))`,
      )
      .pluck()
      .get() ?? 0
  );
}
