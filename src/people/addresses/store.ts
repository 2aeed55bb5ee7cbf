import type { Sql } from "../../../db/open.ts";
import type { Instant } from "../../calendar/contract.ts";

/** Two permanent failures in a row switch an address off (escalation.md section 8). */
const mostFailures = 2;

/** What came of writing to an address. */
export function openAddressBook(sql: Sql) {
  const good = sql.prepare(
    "update addresses set failures = 0 where channel = ? and address = ? and failures > 0",
  );
  const bad = sql.prepare<[string, string], { failures: number }>(
    `insert into addresses (channel, address, failures) values (?, ?, 1)
     on conflict (channel, address) do update set failures = failures + 1 returning failures`,
  );
  const disable = sql.prepare(
    "update addresses set disabledAt = ? where channel = ? and address = ? and disabledAt is null",
  );
  return {
    noteGood: (channel: "wa" | "email", address: string): void => void good.run(channel, address),
    /** True if this failure switched the address off. */
    noteBad(channel: "wa" | "email", address: string, at: Instant): boolean {
      const { failures = 0 } = bad.get(channel, address) ?? {};
      return failures >= mostFailures && disable.run(at, channel, address).changes > 0;
    },
  };
}
