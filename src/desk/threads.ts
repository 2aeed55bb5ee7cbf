import type { Sql } from "../../db/open.ts";
import type { Instant } from "../calendar/contract.ts";

/** A look-up on WhatsApp counts for two weeks: numbers are given up and taken over. */
const rememberFor = 14 * 86_400;

/** What WhatsApp's door asks of the book: which message a thread began with, what was sent, which numbers exist. */
export function openThreads(sql: Sql, now: () => Instant) {
  const first = sql.prepare<[string, string], { wireId: string; text: string }>(
    // what was forgotten since is quoted by its number alone
    `select o.wireId as wireId, coalesce(e.content ->> '$.content.text', '[LAPOR ' || o.trackingId || ']') as text
     from outbox o left join envelopes e on e.wireId = o.wireId
     where o.channel = 'wa' and o.recipient = ? and o.acceptedAt is not null and o.trackingId = ? and o.kind <> 'digest'
     order by o.acceptedAt, o.id limit 1`,
  );
  const bytes = sql
    .prepare<[string], string | null>("select content ->> '$.bytes' from envelopes where wireId = ?")
    .pluck();
  const known = sql.prepare<[string, number], { existsOnWa: number }>(
    "select existsOnWa from addresses where channel = 'wa' and address = ? and checkedAt > ? and existsOnWa is not null",
  );
  const remember = sql.prepare(
    `insert into addresses (channel, address, checkedAt, existsOnWa) values ('wa', ?, ?, ?)
     on conflict (channel, address) do update set checkedAt = excluded.checkedAt, existsOnWa = excluded.existsOnWa`,
  );
  const forget = sql.prepare("update addresses set checkedAt = null where channel = 'wa' and address = ?");
  return {
    findFirstInThread: (recipient: string, thread: string) => first.get(recipient, thread) ?? null,
    findBytes: (wireId: string): string | null => bytes.get(wireId) ?? null,
    knownNumber(number: string): boolean | null {
      const row = known.get(number, now() - rememberFor);
      return row ? row.existsOnWa === 1 : null;
    },
    /** It is looked up again before the next message. */
    forgetNumber: (number: string): void => void forget.run(number),
    rememberNumber(number: string, exists: boolean): void {
      remember.run(number, now(), Number(exists));
    },
  };
}
