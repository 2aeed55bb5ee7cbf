import { basename } from "node:path";
import type { Db } from "../../../db/open.ts";
import { UserError } from "../../user-error.ts";
import { loadRules, countEscalations } from "../../rules/store.ts";
import { currentInstant, withBook, withBookOrShipped } from "../shared/book.ts";
import { checkNames } from "../shared/config-file/check-names.ts";
import { changeConfig, type Plan, planConfig } from "../shared/config-file/change-config.ts";
import { findChanges } from "../shared/config-file/differ.ts";
import { mergeConfig } from "../shared/config-file/merge.ts";
import { type ConfigFile, faultsError, readConfigFile } from "../shared/config-file/read-file.ts";
import { type Config, sections } from "../shared/config-file/shape.ts";
import { printLine } from "../shared/print.ts";
import { readText } from "../shared/read-text.ts";
import { confirmRemovals, describeRemovals } from "./confirm.ts";
import { printPlan } from "./print-plan.ts";

interface Options {
  readonly uji?: true;
  readonly ya?: true;
  readonly tetap?: true;
  readonly json?: true;
  readonly oleh?: string;
}

/** `siaga konfig impor`: everything is checked before anything is written. */
export async function impor(path: string, options: Options): Promise<void> {
  const file = readFile(path);
  const json = options.json === true;
  const asked = sections.filter((section) => file.sections[section] !== undefined);
  const isLoose = options.tetap === true;
  if (options.uji)
    return withBookOrShipped((db) => {
      printPlan(planOf(db, file, { path, isLoose }), { json, applied: false, asked });
      if (!json) printLine("Hanya uji: tidak ada yang diubah.");
    });
  return withBook(async (db) => {
    const plan = planOf(db, file, { path, isLoose });
    const show = (): void => printPlan(plan, { json, applied: false });
    if (plan.changes.length === 0) return show();
    const removals = describeRemovals(plan, file.sections);
    const isAsked = removals !== "" && !options.ya;
    if (isAsked) await confirmRemovals(removals, { show, json });
    apply(db, file, plan, options.oleh);
    if (!isAsked) printPlan(plan, { json, applied: true });
    if (!json) printLine(`Diberlakukan: ${plan.changes.length} perubahan.`);
    return undefined;
  });
}

function apply(db: Db, file: ConfigFile, seen: Plan, oleh: string | undefined): void {
  const edit = (book: Config): Config => {
    const after = merge(db, book, file);
    if (JSON.stringify(findChanges(book, after)) === JSON.stringify(seen.changes)) return after;
    throw new UserError(
      "Konfigurasi diubah orang lain selagi ini ditampilkan. Tidak ada yang diimpor; ulangi perintahnya.",
    );
  };
  changeConfig(db, { now: currentInstant(), action: "konfig.impor", oleh, edit });
}

interface Checking {
  readonly path: string;
  /** Rules may name what nobody has yet. */
  readonly isLoose: boolean;
}

function planOf(db: Db, file: ConfigFile, { path, isLoose }: Checking): Plan {
  const plan = planConfig(db.sql, (book) => merge(db, book, file));
  const faults = [...plan.faults, ...(isLoose ? [] : checkNames(plan.before, plan.after))];
  if (faults.length > 0) throw refusal(path, faultsError(faults, file.describe));
  return plan;
}

function merge({ sql }: Db, book: Config, file: ConfigFile): Config {
  const ran = loadRules(sql).filter(({ id }) => countEscalations(sql, id) > 0);
  return mergeConfig(book, file.sections, new Set(ran.map(({ name }) => name)));
}

function readFile(path: string): ConfigFile {
  const text = readText(path);
  try {
    return readConfigFile(text);
  } catch (error) {
    throw error instanceof UserError ? refusal(path, error) : error;
  }
}

/** One line for one fault; for several a list below a heading. */
function refusal(path: string, { message }: UserError): UserError {
  const lines = message.split("\n");
  const name = basename(path);
  if (lines.length === 1) return new UserError(`${name} ${message} Tidak ada yang diubah.`);
  return new UserError(
    [`${name} ditolak: ${lines.length} kesalahan. Tidak ada yang diubah.`, ...lines].join("\n  "),
  );
}
