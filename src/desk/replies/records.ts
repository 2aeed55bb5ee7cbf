import type { Sql } from "../../../db/open.ts";
import type { Instant } from "../../calendar/contract.ts";
import type { Message } from "../../outbox/contract.ts";

export type Records = ReturnType<typeof openRecords>;

/** It left: accepted, or cut off before WhatsApp or the mail server said so. Who answers it has it. */
const left = "o.wireId is not null and o.state <> 'failed'";
const ofComplaints = "o.kind in ('step', 'reminder', 'digest')";
const toAddresses =
  "o.channel in ('wa', 'email', 'folder') and o.recipient in (select value from json_each(?))";

/** What the book knows of the messages that a reply may speak of, and of earlier replies. */
export function openRecords(sql: Sql) {
  const byWire = sql.prepare<[string], Message>("select * from outbox where wireId = ? order by id");
  const ofRun = sql.prepare<[number], Message>(
    `select o.* from outbox o where o.escalationId = ? and ${left} and ${ofComplaints} order by o.id`,
  );
  const open = sql.prepare<[string], Message>(
    `select o.* from outbox o join escalations e on e.id = o.escalationId
     where ${toAddresses} and ${left} and ${ofComplaints} and e.state <> 'ended' order by o.id`,
  );
  const newsSince = sql
    .prepare<[string, number], number>(
      `select count(*) from outbox o where ${toAddresses} and ${left} and ${ofComplaints} and o.acceptedAt > ?`,
    )
    .pluck();
  const unsentTo = sql.prepare<[string], Message>(
    `select * from outbox where state = 'pending' and channel = 'wa' and recipient = ? and kind <> 'reply' order by id`,
  );
  const unsentOf = sql.prepare<[number], Message>(
    `select * from outbox where state = 'pending' and holderId = ? and wireId is null and kind <> 'reply' order by id`,
  );
  const asked = sql
    .prepare<[number], number>(
      "select askedAt from holders where id = ? and askedAt > coalesce(confirmedAt, 0)",
    )
    .pluck();
  const handled = sql
    .prepare<[string, number], number>(
      "select count(*) from inbound where sender = ? and handledAt > ? and outcome <> 'rate_limited'",
    )
    .pluck();
  const helped = sql
    .prepare<[string, number], number>(
      "select count(*) from inbound where sender = ? and handledAt > ? and outcome = 'not_understood'",
    )
    .pluck();
  const answered = sql
    .prepare<[string, string, number], number>(
      "select count(*) from outbox where channel = ? and recipient = ? and kind = 'reply' and createdAt > ?",
    )
    .pluck();
  const withheld = sql
    .prepare<[string, string, number], number>(
      `select count(*) from outbox where channel = ? and recipient = ? and kind = 'reply' and state = 'cancelled'
       and createdAt > ?`,
    )
    .pluck();
  return {
    /** The messages that travelled under this id. */
    byWire: (wireId: string) => byWire.all(wireId),
    /** Messages of a run that left. */
    ofRun: (escalationId: number) => ofRun.all(escalationId),
    /** Messages of open runs that left for one of these addresses. */
    ofOpenRuns: (addresses: readonly string[]) => open.all(JSON.stringify(addresses)),
    hasNewsSince: (addresses: readonly string[], since: Instant): boolean =>
      (newsSince.get(JSON.stringify(addresses), since) ?? 0) > 0,
    /** What waits to leave for this number, also what may have left before. */
    unsentTo: (number: string) => unsentTo.all(number),
    /** What waits to leave for this holder. */
    unsentOf: (holderId: number) => unsentOf.all(holderId),
    /** When the holder was asked to confirm the post, if that is still unanswered. */
    askedAt: (holderId: number): Instant | null => asked.get(holderId) ?? null,
    /** How many replies of this sender were handled since. */
    handledSince: (sender: string, since: Instant) => handled.get(sender, since) ?? 0,
    /** Whether the sender was told since that a reply was not understood. */
    isHelpedSince: (sender: string, since: Instant): boolean => (helped.get(sender, since) ?? 0) > 0,
    /** How many answers were written to this sender since. */
    answersSince: (channel: "wa" | "email", sender: string, since: Instant) =>
      answered.get(channel, sender, since) ?? 0,
    /** Whether an answer to this sender was held back since. */
    isQuietSince: (channel: "wa" | "email", sender: string, since: Instant): boolean =>
      (withheld.get(channel, sender, since) ?? 0) > 0,
  };
}
