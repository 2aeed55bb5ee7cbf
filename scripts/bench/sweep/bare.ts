import type { Sql } from "../../../db/open.ts";

interface DueRow {
  readonly id: number;
  readonly trackingId: string;
  readonly unitId: number;
  readonly nextStep: number;
  readonly stepDueAt: number;
  readonly toldAt: number;
}

interface Reader {
  readonly id: number;
  readonly unitId: number;
  readonly name: string;
  readonly wa: string;
  readonly email: string;
}

const batchSize = 1000;

/**
 * What a sweep costs at least on this schema, row by row: prepared statements that read the due row and its complaint
 * and write the same rows as the clerk, with everything else (calendar, rule, who is told) known beforehand.
 */
export function openBareSweep(sql: Sql): (now: number) => number {
  const due = sql.prepare<[number, number], DueRow>(
    "select * from escalations where dueAt <= ? order by dueAt, id limit ?",
  );
  const complaint = sql.prepare<[string], { status: string; answeredAt: number | null }>(
    "select * from complaints where trackingId = ?",
  );
  const save = sql.prepare(
    `update escalations set nextStep = ?, stepDueAt = null, dueAt = null, firedAt = ?, toldAt = null, toldBefore = ?,
       reminders = 0 where id = ?`,
  );
  const post = sql.prepare(
    `insert into outbox (key, channel, intended, recipient, holderId, person, kind, trackingId, escalationId, step,
       round, occurrence, unitId, post, reason, dueAt, notBefore, state, createdAt)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'pending', ?)
     on conflict do nothing`,
  );
  const log = sql.prepare(
    "insert into escalationLog (escalationId, at, event, step, detail) values (?, ?, 'fired', ?, ?)",
  );
  const readers = headsByUnit(sql);
  const codes = new Map(sql.prepare<[], [number, string]>("select id, code from units").raw().all());

  function fire(row: DueRow, now: number): void {
    const { id, unitId, nextStep, trackingId } = row;
    const found = complaint.get(trackingId);
    if (found?.status !== "unanswered" || found.answeredAt !== null) return;
    save.run(nextStep + 1, now, row.toldAt, id);
    for (const { id: holder, name, wa, email } of readers.get(unitId) ?? [])
      for (const [channel, address] of [
        ["email", email],
        ["wa", wa],
      ] as const) {
        const key = `e${id}/${nextStep}.0/0/h${holder}/${channel}`;
        post.run(
          key,
          "folder",
          channel,
          address,
          holder,
          name,
          "step",
          trackingId,
          id,
          nextStep,
          0,
          0,
          unitId,
          "kepala",
          "due",
          now,
          now,
          now,
        );
      }
    const detail = {
      reason: "due",
      due: row.stepDueAt,
      unit: codes.get(unitId),
      post: "kepala",
      messages: 4,
    };
    log.run(id, now, nextStep, JSON.stringify(detail));
  }

  const batch = sql.transaction((now: number): number => {
    const rows = due.all(now, batchSize);
    for (const row of rows) fire(row, now);
    return rows.length;
  });
  return (now) => batch.immediate(now);
}

function headsByUnit(sql: Sql): Map<number, Reader[]> {
  const rows = sql
    .prepare<[], Reader>("select id, unitId, name, wa, email from holders where post = 'kepala' order by id")
    .all();
  return Map.groupBy(rows, ({ unitId }) => unitId);
}
