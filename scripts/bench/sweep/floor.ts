import type { Sql } from "../../../db/open.ts";

const batchSize = 1000;

const batch = `select * from escalations where dueAt <= @now order by dueAt, id limit ${batchSize}`;
const isOpen = "c.status = 'unanswered' and c.answeredAt is null";

const post = `
  insert into outbox (key, channel, intended, recipient, holderId, person, kind, trackingId, escalationId, step,
    round, occurrence, unitId, post, reason, dueAt, notBefore, state, createdAt)
  select 'e' || e.id || '/' || e.nextStep || '.0/0/h' || h.id || '/' || d.column1, 'folder', d.column1,
    iif(d.column1 = 'wa', h.wa, h.email), h.id, h.name, 'step', e.trackingId, e.id, e.nextStep, 0, 0, e.unitId, 'kepala', 'due',
    @now, @now, 'pending', @now
  from (${batch}) e join complaints c on c.trackingId = e.trackingId and ${isOpen}
    join holders h on h.unitId = e.unitId and h.post = 'kepala' join (values ('email'), ('wa')) d
  where true on conflict do nothing`;

const log = `
  insert into escalationLog (escalationId, at, event, step, detail)
  select e.id, @now, 'fired', e.nextStep, json_object('reason', 'due', 'due', e.stepDueAt, 'unit', u.code, 'post', 'kepala',
    'messages', 4)
  from (${batch}) e join complaints c on c.trackingId = e.trackingId and ${isOpen} join units u on u.id = e.unitId`;

const moveOn = `
  update escalations set nextStep = nextStep + 1, stepDueAt = null, dueAt = null, firedAt = @now, toldBefore = toldAt,
    toldAt = null, reminders = 0
  where id in (select e.id from (${batch}) e join complaints c on c.trackingId = e.trackingId and ${isOpen})`;

/**
 * The least that these rows cost on this schema: SQLite alone copies them from table to table, and nobody looks at a single run.
 * Whom to tell, the rule and the calendar are known beforehand.
 */
export function openFloorSweep(sql: Sql): (now: number) => number {
  const statements = [post, log, moveOn].map((text) => sql.prepare(text));
  const fire = sql.transaction(
    (now: number): number => statements.map((each) => each.run({ now }).changes).at(-1) ?? 0,
  );
  return (now) => fire.immediate(now);
}
