import type { Sql } from "../../db/open.ts";
import type { Instant } from "../calendar/contract.ts";
import type { Alarm, AlarmBook } from "../escalation/contract.ts";

export interface AlarmRow {
  readonly cause: string;
  readonly text: string;
  readonly openedAt: Instant;
  readonly toldAt: Instant | null;
  readonly times: number;
  readonly clearedAt: Instant | null;
  readonly raisedAt: Instant | null;
}

export type Alarms = ReturnType<typeof openAlarms>;

const repeatAfter = 86_400;

/** What Kominfo must mend: one row a cause; told at once, again after a day, and once when it is mended. */
export function openAlarms(sql: Sql) {
  const raise = sql.prepare(
    `insert into alarms (cause, text, openedAt) values (?, ?, ?)
     on conflict (cause) do update set text = excluded.text,
       openedAt = case when clearedAt is null then openedAt else excluded.openedAt end,
       toldAt = case when clearedAt is null then toldAt end,
       times = case when clearedAt is null then times else 0 end,
       raisedAt = case when clearedAt is null then raisedAt end,
       clearedAt = null`,
  );
  const clear = sql.prepare("update alarms set clearedAt = ? where cause = ? and clearedAt is null");
  const forgetUntold = sql.prepare("delete from alarms where clearedAt is not null and toldAt is null");
  const toTell = sql.prepare<[number], AlarmRow>(
    "select * from alarms where clearedAt is null and coalesce(toldAt, 0) <= ? order by openedAt, cause",
  );
  const mended = sql.prepare<[], AlarmRow>(
    "select * from alarms where clearedAt is not null and toldAt is not null",
  );
  const tell = sql.prepare("update alarms set toldAt = ?, times = times + 1 where cause = ?");
  const raiseUp = sql.prepare("update alarms set raisedAt = ? where cause = ?");
  const nextTell = sql
    .prepare<[], number | null>(
      "select min(toldAt) from alarms where clearedAt is null and toldAt is not null",
    )
    .pluck();
  const forget = sql.prepare("delete from alarms where cause = ?");
  const open = sql.prepare<[], AlarmRow>(
    "select * from alarms where clearedAt is null order by openedAt, cause",
  );

  const book: AlarmBook = {
    raise: ({ cause, text }: Alarm, now) => void raise.run(cause, text, now),
    clear: (cause, now) => void clear.run(now, cause),
  };
  return {
    ...book,
    open: (): AlarmRow[] => open.all(),
    /** Causes nobody was told of for a day. */
    toTell: (now: Instant): AlarmRow[] => toTell.all(now - repeatAfter),
    mended: (): AlarmRow[] => mended.all(),
    /** Those that only report something ("note:…") are told once and forgotten. */
    noteTold(rows: readonly AlarmRow[], now: Instant): void {
      for (const { cause } of rows)
        if (cause.startsWith("note:")) forget.run(cause);
        else tell.run(now, cause);
    },
    noteRaised(rows: readonly AlarmRow[], now: Instant): void {
      for (const { cause } of rows) raiseUp.run(now, cause);
    },
    /** When the next one is due to be told again; null: none was told yet. */
    nextAt(): Instant | null {
      const told = nextTell.get() ?? null;
      return told === null ? null : told + repeatAfter;
    },
    forgetMended(rows: readonly AlarmRow[]): void {
      for (const { cause } of rows) forget.run(cause);
      forgetUntold.run();
    },
  };
}
