import { z } from "zod";
import type { Sql } from "../../../db/open.ts";
import type { laporReads } from "../../../db/schema/lapor-reads.ts";
import type { Instant, Zone } from "../../calendar/contract.ts";
import { type LaporSettings, readSettings } from "./settings.ts";

/** How far the source has read. */
export interface Cursor {
  readonly hourFrom: Instant;
  readonly used: number;
  /** Whoever only waits for a turn is not asked about before this, so that the budget lasts for those whose step is near. */
  readonly pacedUntil: Instant;
  /** Failed polls in a row, and since when. */
  readonly failures: number;
  readonly failingSince: Instant | null;
  /** When the list is read next, from which page, and whether to its end. */
  readonly listAt: Instant;
  readonly listPage: number;
  readonly isWholeList: boolean;
  /** Local date of the last nightly catch-up. */
  readonly night: string;
}

const cursorSchema = z.object({
  hourFrom: z.number().default(0),
  used: z.number().default(0),
  pacedUntil: z.number().default(0),
  failures: z.number().default(0),
  failingSince: z.number().nullable().default(null),
  listAt: z.number().default(0),
  listPage: z.number().default(1),
  isWholeList: z.boolean().default(true),
  night: z.string().default(""),
});

export interface LaporSource {
  readonly settings: LaporSettings;
  readonly zone: Zone | "UTC";
  readonly nextPollAt: Instant;
  readonly cursor: Cursor;
}

interface SourceRow {
  readonly settings: string | null;
  readonly zone: Zone | "UTC";
  readonly nextPollAt: number | null;
  readonly cursor: string | null;
}

export type ReadFault = typeof laporReads.$inferSelect.fault;

export interface Faulty {
  readonly trackingId: string;
  readonly fault: NonNullable<ReadFault>;
}

export type LaporStore = ReturnType<typeof openLaporStore>;

/** What the book keeps of the API: its settings, how far it has read, and which complaint is read when. */
export function openLaporStore(sql: Sql) {
  const select = sql.prepare<[], SourceRow>(
    "select settings, zone, nextPollAt, cursor from sources where source = 'lapor'",
  );
  const savePoll = sql.prepare("update sources set nextPollAt = ?, cursor = ? where source = 'lapor'");
  const saveOk = sql.prepare(
    "update sources set asOf = ?, lastOkAt = ?, lastError = null where source = 'lapor'",
  );
  const saveError = sql.prepare("update sources set lastErrorAt = ?, lastError = ? where source = 'lapor'");
  const urgent = sql
    .prepare<{ soon: number; before: number; limit: number }, string>(
      `select r.trackingId from escalations e join laporReads r on r.trackingId = e.trackingId
       where (e.dueAt <= @soon or (e.state = 'held' and e.reason = 'stale'))
         and r.nextAt is not null and r.fault is null and coalesce(r.askedAt, 0) <= @before
       group by r.trackingId order by min(coalesce(e.dueAt, 0)), r.trackingId limit @limit`,
    )
    .pluck();
  const routine = sql
    .prepare<[number, number], string>(
      "select trackingId from laporReads where nextAt <= ? order by nextAt, trackingId limit ?",
    )
    .pluck();
  const nextUrgent = sql
    .prepare<[number], number | null>("select min(dueAt) from escalations where dueAt > ?")
    .pluck();
  const nextRoutine = sql
    .prepare<[], number | null>("select min(nextAt) from laporReads where nextAt is not null")
    .pluck();
  const behind = sql
    .prepare<{ now: number; since: number }, number>(
      `select 1 from escalations e left join laporReads r on r.trackingId = e.trackingId
       where (e.dueAt <= @now or (e.state = 'held' and e.reason = 'stale'))
         and r.fault is null and coalesce(r.askedAt, 0) < @since limit 1`,
    )
    .pluck();
  const note = sql.prepare(
    `insert into laporReads (trackingId, askedAt, nextAt, fault) values (@trackingId, @askedAt, @nextAt, @fault)
     on conflict (trackingId) do update set askedAt = @askedAt, nextAt = @nextAt, fault = @fault`,
  );
  const postpone = sql.prepare("update laporReads set nextAt = ? where trackingId = ?");
  const wake = sql.prepare("update laporReads set nextAt = 0 where nextAt is not null");
  const good = sql
    .prepare<[], string>(
      "select trackingId from laporReads where fault is null and askedAt is not null order by askedAt desc limit 1",
    )
    .pluck();
  const resting = sql
    .prepare<[string, number], number>(
      "select 1 from laporReads where trackingId = ? and fault is not null and nextAt > ?",
    )
    .pluck();
  const faulty = sql.prepare<[], Faulty>(
    "select trackingId, fault from laporReads where fault is not null and nextAt is not null order by trackingId",
  );

  return {
    /** null: it was never set up, or it is switched off. */
    read(): LaporSource | null {
      const row = select.get();
      if (!row?.settings) return null;
      const settings = readSettings(row.settings);
      if (!settings.isOn) return null;
      const { zone, nextPollAt } = row;
      const cursor = cursorSchema.parse(JSON.parse(row.cursor ?? "{}"));
      return { settings, zone, nextPollAt: nextPollAt ?? 0, cursor };
    },
    savePoll: (nextPollAt: Instant, cursor: Cursor): void =>
      void savePoll.run(nextPollAt, JSON.stringify(cursor)),
    noteOk: (now: Instant): void => void saveOk.run(now, now),
    noteError: (error: string, now: Instant): void => void saveError.run(now, error),
    /** Whose step falls due until `soon`, or is held for want of news, and who was not asked since `before`; the nearest first. */
    urgent: (when: { soon: Instant; before: Instant; limit: number }): string[] => urgent.all(when),
    /** Whose turn it is; whoever waits longest first. */
    routine: (now: Instant, limit: number): string[] => routine.all(now, limit),
    /** When the next step after `soon` falls due; null: none will. */
    nextUrgentAt: (soon: Instant): Instant | null => nextUrgent.get(soon) ?? null,
    /** When the next complaint is to be read in its turn; null: none is. */
    nextRoutineAt: (): Instant | null => nextRoutine.get() ?? null,
    /** Whether something is due about which the API was not asked since then. */
    isBehind: (now: Instant, since: Instant): boolean => behind.get({ now, since }) === 1,
    noteRead: (read: typeof laporReads.$inferSelect): void => void note.run(read),
    postpone: (trackingId: string, until: Instant): void => void postpone.run(until, trackingId),
    /** Whether it could not be read, and is left alone for a while. */
    isResting: (trackingId: string, now: Instant): boolean => resting.get(trackingId, now) === 1,
    /** Everybody is due again. */
    wakeAll: (): void => void wake.run(),
    /** The complaint that was read without a fault most recently; null: none was. */
    lastGood: (): string | null => good.get() ?? null,
    faulty: (): Faulty[] => faulty.all(),
  };
}
