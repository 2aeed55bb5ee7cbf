import type { Sql } from "../../db/open.ts";
import type { Instant } from "../calendar/contract.ts";
import type { ChannelName, Content, Message } from "./contract.ts";
import { openEnqueue } from "./enqueue/store.ts";
import { openFates } from "./fates/store.ts";
import { openWaiting } from "./waiting/store.ts";

export interface StoredEnvelope {
  readonly content: Content;
  readonly bytes: string | null;
}

/** The note of a message that was under way when the bot died: it may have arrived. */
export const cutOff = "terputus";

export type OutboxStore = ReturnType<typeof openOutboxStore>;

/** The outbox table, by prepared statements. Nothing here opens a transaction: the caller groups. */
export function openOutboxStore(sql: Sql) {
  const chat = sql
    .prepare<[string, string], number>(
      `select exists (select 1 from outbox where channel = ? and recipient = ? and acceptedAt is not null
         and wireId is not null)`,
    )
    .pluck();
  const putEnvelope = sql.prepare(
    `insert into envelopes (wireId, channel, recipient, content, createdAt) values (?, ?, ?, ?, ?)
     on conflict (wireId) do nothing`,
  );
  const getEnvelope = sql.prepare<[string], string>("select content from envelopes where wireId = ?").pluck();
  const send = sql.prepare(
    "update outbox set state = 'sending', wireId = ?, attempts = attempts + 1, note = null where id = ?",
  );
  const settle = sql.prepare(
    "update outbox set state = ?, note = ?, notBefore = ?, acceptedAt = ? where id = ?",
  );
  const accept = sql.prepare(
    `update outbox set note = null, acceptedAt = ?,
       state = case when readAt is not null then 'read' when deliveredAt is not null then 'delivered' else 'accepted' end
     where id = ?`,
  );
  const back = sql.prepare(
    "update outbox set state = 'pending', attempts = attempts - 1, notBefore = ?, note = ? where id = ?",
  );
  const wait = sql.prepare("update outbox set notBefore = ?, note = ? where id = ?");
  const recover = sql.prepare(
    `update outbox set state = 'pending', note = '${cutOff}', notBefore = ? where state = 'sending'`,
  );
  // the plus: by the few that are under way, not by all that ever went through the channel
  const recoverOne = sql.prepare(
    `update outbox set state = 'pending', note = '${cutOff}', notBefore = ? where state = 'sending' and +channel = ?`,
  );
  const wireIdOf = sql.prepare<[number], string | null>("select wireId from outbox where id = ?").pluck();
  const divert = sql.prepare(
    "update outbox set channel = 'folder' where state = 'pending' and wireId is null and channel <> 'folder' and kind <> 'reply'",
  );
  const forgetWire = sql.prepare("update outbox set wireId = null where id = ? and state = 'pending'");
  const dropEnvelope = sql.prepare("delete from envelopes where wireId = ?");
  const supersede = sql.prepare(
    "update outbox set state = 'superseded', note = ? where escalationId = ? and state = 'pending'",
  );
  const receipt = sql.prepare(
    `update outbox set state = case when state in ('accepted', 'delivered') then ? else state end,
       deliveredAt = coalesce(deliveredAt, ?), readAt = coalesce(readAt, ?)
     where wireId = ? and state in ('pending', 'sending', 'accepted', 'delivered')`,
  );
  const recent = sql.prepare<[string, string, number], { count: number; lastAt: number | null }>(
    `select count(distinct wireId) as count, max(acceptedAt) as lastAt from outbox
     where channel = ? and recipient = ? and acceptedAt >= ? and kind <> 'reply' and wireId is not null`,
  );
  const revive = sql.prepare(
    `update outbox set state = 'pending', note = null, key = ?, channel = ?, recipient = ?, wireId = ?, attempts = ?,
       notBefore = ?, createdAt = ?, acceptedAt = null, deliveredAt = null, readAt = null where id = ?`,
  );
  const byWire = sql.prepare<[string], Message>("select * from outbox where wireId = ? order by id");
  const told = sql.prepare<[number], Message>(
    `select * from outbox where escalationId = ? and acceptedAt is not null and kind in ('step', 'reminder', 'digest')
     order by acceptedAt, id`,
  );
  const old = sql.prepare<[number], Message>(
    `select * from outbox where state = 'pending' and createdAt < ? and note is not '${cutOff}' and deliveredAt is null
     and kind in ('step', 'reminder', 'digest') order by id`,
  );

  return {
    /** Accepted messages of a run, the first first. */
    told: (escalationId: number) => told.all(escalationId),
    /** Messages of complaints that wait since before this moment. */
    waitingSince: (moment: Instant) => old.all(moment),
    ...openEnqueue(sql),
    ...openWaiting(sql),
    ...openFates(sql),
    /** Whether anything was ever accepted for this recipient. */
    hasChat: (channel: ChannelName, recipient: string): boolean => chat.get(channel, recipient) === 1,
    envelope(wireId: string): StoredEnvelope | null {
      const stored = getEnvelope.get(wireId);
      return stored === undefined ? null : (JSON.parse(stored) as StoredEnvelope);
    },
    markSending(rows: readonly Message[], wireId: string): void {
      for (const row of rows) send.run(wireId, row.id);
    },
    keepEnvelope(wireId: string, row: Message, envelope: StoredEnvelope, now: Instant): void {
      putEnvelope.run(wireId, row.channel, row.recipient, JSON.stringify(envelope), now);
    },
    settle(
      row: Message,
      state: Message["state"],
      { note = null, notBefore = row.notBefore, acceptedAt = null }: Settlement,
    ): void {
      settle.run(state, note, notBefore, acceptedAt, row.id);
    },
    /** The other side has it; what receipts said before stays said. */
    accept: (row: Message, at: Instant) => accept.run(at, row.id),
    putBack: (row: Message, notBefore: Instant, note: string) => back.run(notBefore, note, row.id),
    postpone: (row: Message, notBefore: Instant, note: string) => wait.run(notBefore, note, row.id),
    /** After a crash: what was under way goes out again, under the same id. Returns how many. */
    recover: (now: Instant): number => recover.run(now).changes,
    /** Sending was switched off: what certainly never left is written to the folder instead. */
    divertToFolder: (): number => divert.run().changes,
    /** The same for one channel of which nothing is under way any more. */
    recoverChannel: (channel: ChannelName, now: Instant): number => recoverOne.run(now, channel).changes,
    /** Nothing left: the words are written anew the next time, and the rows may travel with others. */
    tearUp(rows: readonly Message[]): void {
      for (const row of rows) {
        const wireId = wireIdOf.get(row.id);
        if (wireId) dropEnvelope.run(wireId);
        forgetWire.run(row.id);
      }
    },
    /** The rows that travelled under this id. */
    byWire: (wireId: string) => byWire.all(wireId),
    /** It waits again: `isSame` under the id and in the words under which it may have arrived, else as a new message. */
    revive(row: Message, { isSame, isTrial }: { isSame: boolean; isTrial: boolean }, now: Instant): void {
      const identity = isSame ? [row.key, row.wireId, 1] : [nextKey(row.key), null, 0];
      const [key, wireId, attempts] = identity;
      revive.run(key, isTrial ? "folder" : row.channel, row.recipient, wireId, attempts, now, now, row.id);
    },
    supersede: (escalationId: number, note: string): number => supersede.run(note, escalationId).changes,
    /**
     * A delivery or read receipt; a late or repeated one changes nothing. One for a message that nobody acknowledged is kept
     * until it is due again: then it counts as accepted.
     */
    noteReceipt(wireId: string, state: "delivered" | "read", at: Instant): void {
      receipt.run(state, at, state === "read" ? at : null, wireId);
    },
    recent: (channel: ChannelName, recipient: string, since: Instant) =>
      recent.get(channel, recipient, since) ?? { count: 0, lastAt: null },
  };
}

interface Settlement {
  readonly note?: string | null;
  readonly notBefore?: Instant;
  readonly acceptedAt?: Instant | null;
}

/** The id on the wire comes from the key: another key, another message. */
function nextKey(key: string): string {
  const [, times = "0", own = key] = /^again(\d+)\/(.*)$/su.exec(key) ?? [];
  return `again${Number(times) + 1}/${own}`;
}
