import { UserError } from "../../user-error.ts";
import { foldName } from "../../people/fold-name.ts";
import { chooseUnit } from "../people/choose.ts";
import { parseEntry } from "../people/parse-entry.ts";
import { reportPlan } from "../people/report.ts";
import { currentInstant, withBook } from "../shared/book.ts";
import { changeConfig, type Plan } from "../shared/config-file/change-config.ts";
import type { Config, UnitEntry } from "../shared/config-file/shape.ts";
import { printLine } from "../shared/print.ts";
import { fieldsOf, type UnitOptions } from "./fields.ts";

interface Options extends UnitOptions {
  readonly hapusAlias?: readonly string[];
}

/** `siaga opd ubah` */
export async function ubah(code: string, options: Options): Promise<void> {
  await withBook((db) => {
    const edit = (config: Config): Config => {
      const unit = chooseUnit(config, code);
      const parent = options.induk ? { induk: chooseUnit(config, options.induk).code } : {};
      const changed = changeUnit(unit, { ...options, ...parent });
      return { ...config, units: config.units.map((other) => (other === unit ? changed : other)) };
    };
    const plan = changeConfig(db, { now: currentInstant(), action: "opd.ubah", oleh: options.oleh, edit });
    reportPlan(plan);
    remindOfOldName(plan, chooseUnit(plan.before, code).code);
  });
}

function changeUnit({ id, ...unit }: UnitEntry, options: Options): UnitEntry {
  const aliases = changeAliases(unit.aliases, options);
  const changed = parseEntry("units", { ...unit, ...fieldsOf(options), aliases });
  return id === undefined ? changed : { ...changed, id };
}

function changeAliases(aliases: readonly string[], { alias = [], hapusAlias = [] }: Options): string[] {
  const gone = new Set(hapusAlias.map(foldName));
  const unknown = hapusAlias.find((name) => !aliases.some((known) => foldName(known) === foldName(name)));
  if (unknown !== undefined)
    throw new UserError(
      `Ejaan "${unknown}" tidak tercatat. Yang tercatat: ${aliases.join("; ") || "tidak ada"}.`,
    );
  return [...aliases.filter((name) => !gone.has(foldName(name))), ...alias];
}

/** Exports go on naming an office by its old name for a while, and last year's do so for ever. */
function remindOfOldName({ before, after }: Plan, code: string): void {
  const old = before.units.find((unit) => unit.code === code);
  const now = after.units.find((unit) => unit.code === code);
  if (old === undefined || now === undefined || foldName(old.name) === foldName(now.name)) return;
  if (now.aliases.some((alias) => foldName(alias) === foldName(old.name))) return;
  printLine(`Bila ekspor masih memakai nama lama: siaga opd ubah ${code} --alias "${old.name}"`);
}
