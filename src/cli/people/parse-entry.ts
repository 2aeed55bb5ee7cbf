import { faultsOf, formatPath, markMissing } from "../../rules/issues.ts";
import { UserError } from "../../user-error.ts";
import { entrySchemas } from "../shared/config-file/schema.ts";
import type { EntryOf, Section } from "../shared/config-file/shape.ts";

/** How the command line calls the fields of an entry. */
const flags: Readonly<Record<string, string>> = {
  code: "kode",
  name: "nama",
  sebutan: "--sebutan",
  externalId: "--id-lapor",
  aliases: "--alias",
  parent: "--induk",
  calendar: "--kalender",
  zone: "--zona",
  post: "jabatan",
  kind: "--jenis",
  wa: "--wa",
  email: "--email",
  from: "--mulai",
  to: "--sampai",
};

/** An entry from what was typed, by the same rules as in a file; null and "" are not set. Throws UserError. */
export function parseEntry<S extends Section>(section: S, fields: Record<string, unknown>): EntryOf<S> {
  const set = Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== null && value !== undefined && value !== ""),
  );
  const read = entrySchemas[section].safeParse(set, { error: markMissing });
  if (read.success) return read.data;
  const [fault] = faultsOf(read.error);
  const [field, ...rest] = fault?.path ?? [];
  const name = flags[String(field)] ?? formatPath([field ?? "", ...rest]);
  throw new UserError(`${name}: ${inFlags(fault?.message ?? "").replace(/\.$/u, "")}.`);
}

/** "lebih awal daripada from" speaks of a file's field. */
function inFlags(message: string): string {
  return message.replace(/(?<=daripada )\w+$/u, (field) => flags[field] ?? field);
}
