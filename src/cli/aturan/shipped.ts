import type { Sql } from "../../../db/open.ts";
import type { Instant } from "../../calendar/contract.ts";

/** What a Pemda owes to a rule that came with the program (escalation.md, section 4). */
export const shippedLabel = "bawaan Siaga: sesuaikan dengan PermenPANRB 5/2025 dan peraturan daerah";

/** What came with the program has no moment of its own. */
export function isShipped(createdAt: Instant): boolean {
  return createdAt === 0;
}

/** The versions that came with the program, by id. */
export function readShippedVersions(sql: Sql): ReadonlySet<number> {
  const rows = sql
    .prepare<[], { id: number; createdAt: Instant }>("select id, createdAt from ruleVersions")
    .all();
  return new Set(rows.filter(({ createdAt }) => isShipped(createdAt)).map(({ id }) => id));
}
