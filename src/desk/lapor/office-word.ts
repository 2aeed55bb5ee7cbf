import type { People } from "../../people/contract.ts";
import { foldName } from "../../people/fold-name.ts";
import { resolveUnit } from "../../people/resolve-unit.ts";
import type { OfficeRef } from "../../sources/lapor/read-follow-ups.ts";

/** The same word for the same office, however LAPOR! spells it; "root" for the Pemda itself. */
export function officeWord(people: People, { id, name }: OfficeRef): string {
  const found = resolveUnit(people, { externalId: id, name });
  if (found.kind !== "unit") return name ? `name ${foldName(name)}` : `id ${id}`;
  return found.unit.id === people.root?.id ? "root" : `unit ${found.unit.id}`;
}
