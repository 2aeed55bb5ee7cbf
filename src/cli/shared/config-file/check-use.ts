import type { Db } from "../../../../db/open.ts";
import { countUses } from "../../../people/units/store.ts";
import type { Fault } from "../../../rules/issues.ts";
import type { Config, UnitEntry } from "./shape.ts";

/** Units that would be taken away although complaints name them: what was told to whom must stay readable. */
export function checkUse(sql: Db["sql"], before: Config, after: Config): Fault[] {
  const staying = new Set(after.units.map(({ code }) => code));
  return before.units.filter(({ code }) => !staying.has(code)).flatMap((unit) => checkUnitUse(sql, unit));
}

function checkUnitUse(sql: Db["sql"], { id, code }: UnitEntry): Fault[] {
  const { complaints } = countUses(sql, id ?? 0);
  if (complaints === 0) return [];
  const message = `OPD ${code} tidak dapat dihapus: masih tercatat pada ${complaints} laporan. Bila namanya berubah, ubah namanya dan pertahankan kodenya`;
  return [{ path: ["units"], message }];
}
