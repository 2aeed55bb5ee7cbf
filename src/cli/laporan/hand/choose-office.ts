import type { People, Unit } from "../../../people/contract.ts";
import { resolveUnit } from "../../../people/resolve-unit.ts";
import { UserError } from "../../../user-error.ts";
import { suggest } from "../../people/near.ts";

/** The unit of that code, name or alias. Throws UserError with those that were perhaps meant. */
export function chooseOffice(people: People, text: string): Unit {
  const units = [...people.units.values()];
  const wanted = text.trim().toLowerCase();
  const byCode = units.find(({ code }) => code.toLowerCase() === wanted);
  if (byCode) return byCode;
  const found = resolveUnit(people, { name: text });
  if (found.kind === "unit") return found.unit;
  if (found.kind === "ambiguous")
    throw new UserError(
      `OPD "${text}" dapat berarti beberapa. Pakai kodenya: ${found.units.map(({ code }) => code).join(", ")}.`,
    );
  const meant = suggest(
    text,
    units.map(({ code }) => code),
  );
  throw new UserError(`OPD "${text}" tidak ada.${meant} Lihat: siaga opd daftar.`);
}
