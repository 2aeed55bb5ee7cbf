import type { Statement } from "better-sqlite3";
import type { Sql } from "../../db/open.ts";
import type { Instant } from "../calendar/contract.ts";
import type { Escalation, LogLine } from "./contract.ts";

export type EscalationStore = ReturnType<typeof openEscalationStore>;

const lastingColumns = [
  "trackingId",
  "clock",
  "epoch",
  "unitId",
  "anchorAt",
  "isReopened",
  "startedAt",
] as const satisfies readonly (keyof Escalation)[];

const stateColumns = [
  "ruleId",
  "ruleVersionId",
  "state",
  "reason",
  "nextStep",
  "stepDueAt",
  "dueAt",
  "heldUntil",
  "firedAt",
  "toldAt",
  "toldBefore",
  "unreachable",
  "reminders",
  "remindFrom",
  "ackedAt",
  "ackedBy",
  "notBefore",
  "round",
  "endedAt",
] as const satisfies readonly (keyof Escalation)[];

const newColumns = [...lastingColumns, ...stateColumns];

export interface Acknowledged {
  readonly at: Instant;
  readonly step: number;
  readonly post: string | null;
}

type Row = Omit<Escalation, "unreachable" | "isReopened"> & {
  unreachable: number;
  isReopened: number;
};

/** How many runs are read at once. Part of the statements: bound as a parameter it costs a new plan at each call. */
export const pageSize = 1000;

/** The escalations table and its log, by prepared statements. The caller opens the transaction. */
export function openEscalationStore(sql: Sql) {
  const byId = sql.prepare<[number], Row>("select * from escalations where id = ?");
  const byIds = sql.prepare<[string], Row>(
    "select * from escalations where id in (select value from json_each(?))",
  );
  // Sorted here and not by SQLite, which would compile a sorted query again for each complaint of an import.
  const ofComplaint = sql.prepare<[string], Row>("select * from escalations where trackingId = ?");
  const due = sql.prepare<[number], Row>(
    `select * from escalations where dueAt <= ? order by dueAt, id limit ${pageSize}`,
  );
  const next = sql
    .prepare<[], number | null>("select min(dueAt) from escalations where dueAt is not null")
    .pluck();
  const open = sql.prepare<[], Row>("select * from escalations where state <> 'ended' order by id");
  const openAfter = sql.prepare<[number], Row>(
    `select * from escalations where state <> 'ended' and id > ? order by id limit ${pageSize}`,
  );
  const held = sql.prepare<[string], Row>("select * from escalations where state = 'held' and reason = ?");
  const insert = sql.prepare(
    `insert into escalations (${newColumns.join(", ")}) values (${newColumns.map(() => "?").join(", ")})`,
  );
  const updates = new Map<string, Statement>();
  const addLog = sql.prepare(
    "insert into escalationLog (escalationId, at, event, step, detail) values (?, ?, ?, ?, ?)",
  );
  const acknowledged = sql.prepare<[number, number], { at: number; step: number; detail: string }>(
    `select at, step, detail from escalationLog where escalationId = ? and event = 'acknowledged' and step < ?
     order by id desc limit 1`,
  );

  /** Few columns change at a time, and mostly the same ones. */
  function updateOf(columns: readonly string[]): Statement {
    const names = columns.join(" = ?, ");
    let update = updates.get(names);
    if (!update)
      updates.set(names, (update = sql.prepare(`update escalations set ${names} = ? where id = ?`)));
    return update;
  }

  function find(id: number): Escalation | null {
    const row = byId.get(id);
    return row ? ofRow(row) : null;
  }

  return {
    find,
    findAll: (ids: readonly number[]) => byIds.all(JSON.stringify(ids)).map(ofRow),
    ofComplaint: (trackingId: string) => ofComplaint.all(trackingId).map(ofRow).sort(byRun),
    due: (now: Instant) => due.all(now).map(ofRow),
    nextDueAt: (): Instant | null => next.get() ?? null,
    open: () => open.all().map(ofRow),
    /** All that are open, a page at a time: a large book does not fit into memory. */
    *openPages(): Generator<readonly Escalation[]> {
      for (let page = openAfter.all(0); page.length > 0; page = openAfter.all(page.at(-1)?.id ?? Infinity))
        yield page.map(ofRow);
    },
    held: (reason: string) => held.all(reason).map(ofRow),
    /** Puts a new run into the book as it stands; returns it with its id. */
    add(run: Escalation): Escalation {
      const { lastInsertRowid } = insert.run(...newColumns.map((name) => asValue(run[name])));
      return { ...run, id: Number(lastInsertRowid) };
    },
    /** Writes what differs between the run as it stands in the book and as it is to stand there. */
    save(stored: Escalation, next: Escalation): void {
      const changed = stateColumns.filter((name) => next[name] !== stored[name]);
      if (changed.length > 0) updateOf(changed).run(...changed.map((name) => asValue(next[name])), stored.id);
    },
    /** The latest "SIAP" to a step below this one: when it was said, to which step, in which post; null: nobody said it. */
    acknowledgedBelow(escalationId: number, step: number): Acknowledged | null {
      const row = acknowledged.get(escalationId, step);
      if (!row) return null;
      const { at = row.at, post = null } = JSON.parse(row.detail) as Partial<Acknowledged>;
      return { at, step: row.step, post };
    },
    log(escalationId: number, lines: readonly LogLine[], now: Instant): void {
      for (const { event, step, detail } of lines)
        addLog.run(escalationId, now, event, step, JSON.stringify(detail));
    },
  };
}

function ofRow(row: Row): Escalation {
  return { ...row, unreachable: row.unreachable === 1, isReopened: row.isReopened === 1 };
}

function byRun(a: Escalation, b: Escalation): number {
  return a.clock === b.clock ? a.epoch - b.epoch : a.clock < b.clock ? -1 : 1;
}

function asValue(value: string | number | boolean | null): string | number | null {
  return typeof value === "boolean" ? Number(value) : value;
}
