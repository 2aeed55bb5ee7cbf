import type { Sql } from "../../../db/open.ts";
import type { Instant } from "../../calendar/contract.ts";
import type { ChannelName, Message } from "../contract.ts";

/** How many due messages are read at once. */
export const mostDue = 200;

/** What waits to leave. */
export function openWaiting(sql: Sql) {
  const due = ofEach((waiting) =>
    sql.prepare<[number], Message>(
      `select * from outbox where ${waiting} and notBefore <= ? order by notBefore, id limit ${mostDue}`,
    ),
  );
  const urgent = ofEach((waiting) =>
    sql.prepare<[number], Message>(
      `select * from outbox where ${waiting} and notBefore <= ? and ${isUrgent} order by notBefore, id limit ${mostDue}`,
    ),
  );
  const divertible = ofEach((waiting) =>
    sql.prepare<[number], Message>(
      `select * from outbox where ${waiting} and notBefore <= ? and wireId is null and fallback is not null
       order by notBefore, id`,
    ),
  );
  const next = ofEach((waiting) =>
    sql.prepare<[], number | null>(`select min(notBefore) from outbox where ${waiting}`).pluck(),
  );
  const nextUrgent = ofEach((waiting) =>
    sql
      .prepare<[], number | null>(`select min(notBefore) from outbox where ${waiting} and ${isUrgent}`)
      .pluck(),
  );
  // the plus: by the bundle, not by all that waits
  const ofBundle = sql.prepare<[string, string, string, number], Message>(
    `select * from outbox where state = 'pending' and channel = ? and recipient = ? and bundle = ? and +notBefore <= ?
     order by id`,
  );
  return {
    /** The first that are due, at most `mostDue`. */
    due: (channel: ChannelName, now: Instant) => due[channel].all(now),
    /** Of those that are due, what goes before all else: answers and alarms. */
    urgent: (channel: ChannelName, now: Instant) => urgent[channel].all(now),
    /** Of those that are due, all that certainly never left and may take another channel. */
    divertible: (channel: ChannelName, now: Instant) => divertible[channel].all(now),
    nextAt: (channel: ChannelName): Instant | null => next[channel].get() ?? null,
    nextUrgentAt: (channel: ChannelName): Instant | null => nextUrgent[channel].get() ?? null,
    ofBundle: (row: Message, now: Instant) => ofBundle.all(row.channel, row.recipient, row.bundle ?? "", now),
  };
}

const isUrgent = "kind in ('reply', 'alarm')";

/** The channel stands in the statement, as does how many are read: bound, each costs a new plan at every call. */
function ofEach<T>(prepare: (waiting: string) => T): Record<ChannelName, T> {
  const of = (channel: ChannelName) => prepare(`state = 'pending' and channel = '${channel}'`);
  return { wa: of("wa"), email: of("email"), folder: of("folder") };
}
