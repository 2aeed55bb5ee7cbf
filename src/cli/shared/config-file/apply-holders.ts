import type { Db } from "../../../../db/open.ts";
import { insertHolder, readHolders, updateHolder } from "../../../people/holders/store.ts";
import type { Pair } from "./pair.ts";
import type { HolderEntry } from "./shape.ts";

type Sql = Db["sql"];

/** Writes a new or changed holder; one that is gone is not its business. */
export function writeHolder(
  sql: Sql,
  { before, after }: Pair<HolderEntry>,
  unitId: (code: string) => number,
): void {
  if (after === null) return;
  const { post, name, kind, wa, email, from, to } = after;
  const draft = { unitId: unitId(after.unit), post, name, kind, wa, email, fromDate: from, toDate: to };
  const row = before === null ? undefined : readHolders(sql).find(({ id }) => id === before.id);
  if (row === undefined || before === null) {
    insertHolder(sql, draft);
    return;
  }
  // Who said PINDAH shows the day of leaving as `to`: only if the dates were changed are they back.
  const isBack = before.from !== from || before.to !== to;
  const dates = isBack ? { leftAt: null } : { fromDate: row.fromDate, toDate: row.toDate };
  updateHolder(sql, { ...row, ...draft, ...dates });
}
