import { existsSync } from "node:fs";
import { join } from "node:path";
import { openDb, type Sql } from "../../db/open.ts";
import { parseLocalInstant } from "../../src/calendar/format.ts";
import type { Bench } from "./contract.ts";
import { officeCount, seedPemda } from "./pemda.ts";

/** How many steps of a waiting book are due at `sweepAt`. */
export const dueCount = 1000;

/** "2026-11-23T09:00" in WITA. */
const at = (text: string): number => parseLocalInstant(text, { zone: "Asia/Makassar" });

// Three working days after a moment of Monday's office hours is the same time on Thursday.
export const stepDelay = 3 * 86_400;
const dueFrom = at("2026-11-23T09:00");
const laterFrom = at("2026-11-23T10:00");
const laterTo = at("2026-11-23T12:00");

/** Thursday before anything is due, and when the first thousand steps are. */
export const quietAt = at("2026-11-26T08:30");
export const sweepAt = at("2026-11-26T09:30");

/**
 * Path of a book in which `count` complaints wait for their heads to be told, made once a run. Due moments follow arrival;
 * the first thousand are due together, all others half an hour after the sweep or later.
 */
export function waitingBook({ folder, say }: Bench, count: number): string {
  const path = join(folder, `waiting-${count}.db`);
  if (existsSync(path)) return path;
  say(`building a book of ${count.toLocaleString("en")} waiting escalations`);
  const db = openDb(path);
  const { sql } = db;
  seedPemda(sql);
  // Only the building may be careless: whoever opens the book afterwards does so with WAL and FULL.
  for (const pragma of ["journal_mode = off", "synchronous = off", "foreign_keys = off"]) sql.pragma(pragma);
  const span = laterTo - laterFrom;
  sql.transaction(() => {
    sql.prepare(addComplaints).run({ count, dueCount, officeCount, dueFrom, laterFrom, span });
    sql.prepare(addEscalations).run({ stepDelay });
  })();
  db.close();
  return path;
}

/** Whatever a sweep and the bot around it write; a heartbeat that is left would make the next run begin with an outage. */
const written = [
  "outbox",
  "envelopes",
  "escalationLog",
  "alarms",
  "outages",
  "settings where key in ('heartbeat', 'clockTrustedAt')",
];

/** Makes a book as it was before its sweep, touching only what the sweep touched: its first escalations. */
export function restore(sql: Sql, touched = dueCount): void {
  sql
    .transaction(() => {
      for (const from of written) sql.exec(`delete from ${from}`);
      sql
        .prepare(
          `update escalations set state = 'running', reason = null, nextStep = 2, stepDueAt = anchorAt + @stepDelay,
             dueAt = anchorAt + @stepDelay, firedAt = anchorAt, toldAt = anchorAt, toldBefore = null, remindFrom = null,
             reminders = 2 where id <= @touched`,
        )
        .run({ stepDelay, touched });
    })
    .immediate();
  sql.pragma("wal_checkpoint(truncate)");
}

// Unit 1 is the root; the offices follow.
const addComplaints = `
  with recursive n(i) as (select 1 union all select i + 1 from n where i < @count),
  arrival(i, at) as (
    select i, iif(i <= @dueCount, @dueFrom + i, @laterFrom + (i - @dueCount) * @span / @count) from n)
  insert into complaints (trackingId, source, title, classification, categoryId, category, channel, statusRaw, status,
    institutionName, opdExternalId, opdName, opdId, reportedAt, disposedAt, firstSeenAt, unitSeenAt, confirmedAt,
    locationName, isAnonymous, isSecret, sourceRow, syncedAt)
  select cast(2000000 + i as text), 'file', 'Jalan berlubang di depan pasar nomor ' || i, 'pengaduan_tidak_berkadar',
    '1397', 'Jalan', 'Website', 'Belum Ditindaklanjuti', 'unanswered', 'Pemerintah Kabupaten Contoh',
    cast(90001 + i % @officeCount as text), 'Dinas Contoh ' || (90001 + i % @officeCount), 2 + i % @officeCount,
    at - 3600, at, at, at, at + 2 * 86400, 'Kec. Alalak', 0, 0, i, at
  from arrival`;

const addEscalations = `
  insert into escalations (trackingId, clock, epoch, unitId, ruleId, ruleVersionId, anchorAt, state, nextStep,
    stepDueAt, dueAt, firedAt, toldAt, unreachable, reminders, startedAt)
  select trackingId, 'response', 1, opdId, 1, 1, disposedAt, 'running', 2, disposedAt + @stepDelay,
    disposedAt + @stepDelay, disposedAt, disposedAt, 0, 2, disposedAt
  from complaints order by rowid`;
