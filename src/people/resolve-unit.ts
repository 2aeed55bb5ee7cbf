import type { People, Unit } from "./contract.ts";
import { foldName } from "./fold-name.ts";
import { bareName } from "./region.ts";

export type Resolution =
  | { readonly kind: "unit"; readonly unit: Unit }
  | { readonly kind: "unknown" }
  /** Several offices claim the spelling: never guessed between, Kominfo gives one of them an alias. */
  | { readonly kind: "ambiguous"; readonly units: readonly Unit[] };

/** An office as a source names it. */
export interface NamedOffice {
  readonly externalId?: string | null;
  readonly name?: string | null;
}

/**
 * The unit that a source means: by LAPOR!'s own id, else by its name or an alias, else by those without the region's
 * name. The root unit (the Pemda itself) is found like any other.
 */
export function resolveUnit(people: People, office: NamedOffice): Resolution {
  const id = people.unitIdByExternalId.get(office.externalId?.trim() ?? "");
  if (id !== undefined) return resolutionOf(people, [id]);
  const name = foldName(office.name ?? "");
  if (name === "") return { kind: "unknown" };
  const ids = people.unitIdsByAlias.get(name) ?? people.unitIdsByBareName.get(bareName(name, people.region));
  return resolutionOf(people, ids ?? []);
}

function resolutionOf(people: People, ids: readonly number[]): Resolution {
  const units = ids.flatMap((id) => people.units.get(id) ?? []);
  const [unit] = units;
  if (unit === undefined) return { kind: "unknown" };
  return units.length === 1 ? { kind: "unit", unit } : { kind: "ambiguous", units };
}
