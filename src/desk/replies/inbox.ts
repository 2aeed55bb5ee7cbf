import type { Sql } from "../../../db/open.ts";
import type { Instant } from "../../calendar/contract.ts";

/** A message from outside, before it is stored. */
export interface Incoming {
  /** The same for the same message, however often it is delivered. */
  readonly key: string;
  readonly channel: "wa" | "email";
  /** E.164, or a mailbox in lower case whose owner was made sure of; null where WhatsApp hides it. */
  readonly sender: string | null;
  readonly at: Instant;
  readonly text: string;
  readonly quotedWireId: string | null;
}

export type Stored = Omit<Incoming, "text"> & { readonly text: string | null };

/** A little more than is read, so that the reader sees that there was more. */
const mostKept = 4000;

/** What came in: stored before its sender is told, its words forgotten as soon as it is handled. */
export function openInbox(sql: Sql) {
  const put = sql.prepare(
    `insert into inbound (key, channel, sender, at, text, quotedWireId) values (?, ?, ?, ?, ?, ?)
     on conflict (key) do nothing`,
  );
  const waiting = sql.prepare<[], Stored>(
    "select * from inbound where handledAt is null order by at, key limit 100",
  );
  const done = sql.prepare("update inbound set handledAt = ?, outcome = ?, text = null where key = ?");
  const forget = sql.prepare("delete from inbound where key = ?");
  const forgetIdle = sql.prepare(
    "delete from inbound where handledAt < ? and outcome in ('unknown', 'no_number', 'rate_limited')",
  );
  return {
    put({ key, channel, sender, at, text, quotedWireId }: Incoming): void {
      put.run(key, channel, sender, at, text.slice(0, mostKept), quotedWireId);
    },
    /** The first hundred that wait, the oldest first. */
    waiting: () => waiting.all(),
    settle(key: string, outcome: string, now: Instant): void {
      done.run(now, outcome, key);
    },
    /** What did nothing and was handled before: kept only as long as it counts against its sender. */
    forgetIdle(before: Instant): void {
      forgetIdle.run(before);
    },
    /** As if it had never come. */
    forget(key: string): void {
      forget.run(key);
    },
  };
}
