import type { Sql } from "../../../db/open.ts";
import type { sources } from "../../../db/schema/sources.ts";
import { UserError } from "../../user-error.ts";

export type SourceRow = typeof sources.$inferSelect;

const order = ["file", "lapor", "webhook", "manual"];

/** The sources of the book, in the order in which an operator meets them. */
export function readSources(sql: Sql): SourceRow[] {
  const rows = sql.prepare<[], SourceRow>("select * from sources").all();
  return rows.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
}

/** Throws UserError where there is none of this name. */
export function findSource(sql: Sql, name: string): SourceRow {
  const rows = readSources(sql);
  const found = rows.find(({ source }) => source === name.trim().toLowerCase());
  if (!found)
    throw new UserError(`Sumber ${name} tidak ada. Pilih: ${rows.map(({ source }) => source).join(", ")}.`);
  return found;
}

export const sourceNames: Readonly<Record<string, string>> = {
  file: "Ekspor LAPOR!",
  lapor: "API LAPOR!",
  webhook: "Webhook",
  manual: "Isian tangan",
};
