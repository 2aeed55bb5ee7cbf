import type { Sql } from "../../db/open.ts";
import type { Instant } from "../calendar/contract.ts";
import { openSql } from "../complaints/status-words.ts";

/** For so long what was sent can be read again, byte for byte. */
export const letterDays = 30;

/** How many go in one look-over: years of them go within weeks, and the bot is held for moments. */
const most = 5000;

/**
 * Forgets what went over the wire long ago: it holds names and titles, and nobody asks for it. What may yet leave again stays,
 * and so does what WhatsApp quotes in the thread of an open complaint; mails need nothing for theirs. That something was sent,
 * to whom and when, stands in the outbox for good. Returns how many letters went.
 */
export function forgetLetters(sql: Sql, now: Instant): number {
  return sql
    .prepare<{ before: Instant }>(
      `delete from envelopes where wireId in (
         select e.wireId from envelopes e where e.createdAt < @before and not exists (
           select 1 from outbox o where o.wireId = e.wireId and (
             o.state in ('pending', 'sending') or o.acceptedAt >= @before
             or (o.channel = 'wa' and o.kind <> 'digest'
               and exists (select 1 from complaints c where c.trackingId = o.trackingId and ${openSql}))))
         order by e.createdAt limit ${most})`,
    )
    .run({ before: now - letterDays * 86_400 }).changes;
}
