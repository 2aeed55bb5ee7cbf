import type { Sql } from "../../../db/open.ts";
import type { Instant } from "../../calendar/contract.ts";
import type { Message } from "../contract.ts";

const sharedColumns = [
  "channel",
  "intended",
  "recipient",
  "holderId",
  "person",
  "kind",
  "step",
  "round",
  "occurrence",
  "unitId",
  "post",
  "reason",
  "data",
  "bundle",
  "fallback",
  "dueAt",
  "notBefore",
] as const satisfies readonly (keyof Message)[];

const ownColumns = ["key", "trackingId", "escalationId"] as const satisfies readonly (keyof Message)[];

const newColumns = [...ownColumns, ...sharedColumns];

/** A message before it has a row. */
export type NewMessage = Pick<Message, (typeof newColumns)[number]>;

/** The same message to one person for one run or many. */
export interface SharedMessage extends Pick<Message, (typeof sharedColumns)[number]> {
  /** What follows the run in each key, such as "/1.0/0/h7/wa". */
  readonly keyEnd: string;
}

/** A run, and the complaint that it is of. */
export type RunName = readonly [escalationId: number, trackingId: string];

/** How messages come into the outbox: each key once. */
export function openEnqueue(sql: Sql) {
  const insert = sql.prepare(
    `insert into outbox (${newColumns.join(", ")}, state, note, createdAt)
     values (${newColumns.map(() => "?").join(", ")}, ?, ?, ?) on conflict do nothing`,
  );
  // One statement for a thousand runs: most of what a row costs is handing its values over one by one. Taken apart once, not per row.
  const insertAll = sql.prepare<{ messages: string; runs: string; now: Instant }>(
    `insert into outbox (${newColumns.join(", ")}, state, createdAt)
     with messages as materialized (
       select value ->> 0 as keyEnd, ${sharedColumns.map((name, index) => `value ->> ${index + 1} as ${name}`).join(", ")}
       from json_each(@messages)),
     runs as materialized (
       select value ->> 0 as id, value ->> 1 as trackingId from json_each(@runs))
     select 'e' || id || keyEnd, trackingId, id, ${sharedColumns.join(", ")}, 'pending', @now
     from messages cross join runs where true on conflict do nothing`,
  );
  return {
    /** False if a message with this key was there already. */
    enqueue: (message: NewMessage, now: Instant): boolean =>
      insert.run(...newColumns.map((name) => message[name]), "pending", null, now).changes > 0,
    /** Each message for each run. Those that were there already stay as they are. */
    enqueueAll(messages: readonly SharedMessage[], runs: readonly RunName[], now: Instant): void {
      const list = messages.map((message) => [message.keyEnd, ...sharedColumns.map((name) => message[name])]);
      insertAll.run({ messages: JSON.stringify(list), runs: JSON.stringify(runs), now });
    },
    /** Writes down a message that is not to leave, and why. */
    withhold: (message: NewMessage, note: string, now: Instant): void =>
      void insert.run(...newColumns.map((name) => message[name]), "cancelled", note, now),
  };
}
