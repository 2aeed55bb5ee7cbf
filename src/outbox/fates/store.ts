import type { Sql } from "../../../db/open.ts";
import type { Instant } from "../../calendar/contract.ts";
import type { NextStep } from "../../escalation/contract.ts";
import type { Message } from "../contract.ts";

/** What became of the other messages of a step, a person or a mailbox. */
export function openFates(sql: Sql) {
  const arrived = sql
    .prepare<{ id: number; recipient: string; before: number }, number>(
      `select exists (select 1 from outbox where channel = 'email' and recipient = @recipient and wireId is not null
         and acceptedAt <= @before and state in ('accepted', 'delivered', 'read') and id > coalesce((
           select max(id) from outbox where channel = 'email' and recipient = @recipient and wireId is not null
             and state = 'failed' and wireId is not (select wireId from outbox where id = @id)), 0))`,
    )
    .pluck();
  const siblings = sql.prepare<
    [number | null, number | null, number, number | null],
    { state: Message["state"]; toldAt: number | null }
  >(
    "select state, acceptedAt as toldAt from outbox where escalationId = ? and step = ? and round = ? and occurrence = ?",
  );
  const refusals = sql.prepare<
    [number, number, string | null],
    { holderId: number; intended: string; recipient: string }
  >(
    "select holderId, intended, recipient from outbox where escalationId = ? and (step = ? or post = ?) and state in ('failed', 'cancelled')",
  );

  const replacement = sql
    .prepare<[number, number, number, number, number], number>(
      `select id from outbox where escalationId = ? and step = ? and occurrence = ? and holderId = ? and id <> ?
       and state in ('pending', 'sending', 'accepted', 'delivered', 'read') order by id desc limit 1`,
    )
    .pluck();
  return {
    /** The message by which the same person was or will be told the same thing, in this round or another; null: none. */
    replacementOf: ({ id, escalationId, step, occurrence, holderId }: Message): number | null =>
      replacement.get(escalationId ?? 0, step ?? 0, occurrence ?? 0, holderId ?? 0, id) ?? null,
    /** Whether an email to the same mailbox, after the last that failed before this one, was taken by then and never came back. */
    hasArrivedSince: ({ id, recipient }: Message, before: Instant): boolean =>
      arrived.get({ id, recipient, before }) === 1,
    /** What became of the messages that one step wrote in one round; this one is among them. */
    siblings: ({ escalationId, step, round, occurrence }: Message) =>
      siblings.all(escalationId, step, round, occurrence),
    /** Of all rounds: who refused before is not asked again. */
    refusals: (escalationId: number, { step, post }: NextStep): Set<string> =>
      new Set(
        refusals
          .all(escalationId, step, post ?? null)
          .map((row) => `${row.holderId}/${row.intended}/${row.recipient}`),
      ),
  };
}
