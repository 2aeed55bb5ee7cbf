import type { Db } from "../../../db/open.ts";
import type { Instant } from "../../calendar/contract.ts";
import type { Rule } from "../../rules/contract.ts";
import { draftOf, type RuleDraft } from "../../rules/draft.ts";
import { formatRule } from "../../rules/format.ts";
import { parseRule } from "../../rules/parse.ts";
import { loadRules } from "../../rules/store.ts";
import { UserError } from "../../user-error.ts";
import { describeFields } from "../people/report.ts";
import { currentInstant, withBook } from "../shared/book.ts";
import { checkNames } from "../shared/config-file/check-names.ts";
import { findFieldChanges } from "../shared/config-file/differ.ts";
import { readConfig } from "../shared/config-file/read-book.ts";
import { printLine } from "../shared/print.ts";
import { chooseRule, findRuleLike } from "./choose.ts";
import { editRule, type RuleOptions } from "./edit.ts";
import { lintDraft } from "./lint-draft.ts";
import { describeLoss, findLosses } from "./losses.ts";
import { readRulesFile } from "./read-rules-file.ts";
import { type Saved, saveWithAudit } from "./save.ts";
import { warn } from "./warn.ts";

interface Options extends RuleOptions {
  readonly berkas?: string;
  readonly baru?: true;
  readonly tetap?: true;
  readonly oleh?: string;
}

/** `siaga aturan atur`: all rules of a file, or one by options. */
export async function atur(name: string | undefined, options: Options): Promise<void> {
  const { berkas, baru, tetap, oleh, ...changes } = options;
  if (berkas === undefined && name === undefined)
    throw new UserError("Aturan mana yang diatur belum disebut. Tulis namanya, atau --berkas BERKAS.");
  if (berkas !== undefined && Object.keys(changes).length > 0)
    throw new UserError("Pakai --berkas saja, atau pilihan satu per satu; tidak keduanya sekaligus.");
  const written = berkas === undefined ? null : readRulesFile(berkas, name);
  await withBook((db) => {
    const now = currentInstant();
    const { before, saved } = db.sql
      .transaction(() => {
        const before = loadRules(db.sql);
        const drafts = written ?? [editedDraft(db, { name: name ?? "", isNew: baru === true, changes })];
        if (!tetap) refuseStrangers(db, drafts);
        const saved = drafts.map((draft) => saveWithAudit(db, draft, { now, action: "aturan.atur", oleh }));
        return { before, saved };
      })
      .immediate();
    for (const rule of saved) report(db, rule);
    warnOfLosses(db, before, now);
  });
}

function refuseStrangers({ sql }: Db, drafts: readonly RuleDraft[]): void {
  const config = readConfig(sql);
  const kept = config.rules.filter(({ name }) => !drafts.some((draft) => draft.name === name));
  const faults = checkNames(config, { ...config, rules: [...kept, ...drafts] });
  if (faults.length > 0)
    throw new UserError(`${faults.map(({ message }) => message).join(".\n")}. Tidak ada yang diubah.`);
}

interface Editing {
  readonly name: string;
  readonly isNew: boolean;
  readonly changes: RuleOptions;
}

/** A rule with what was typed put in its place, or a new one. Throws UserError. */
export function editedDraft({ sql }: Db, { name, isNew, changes }: Editing): RuleDraft {
  const known = findRuleLike(sql, name);
  if (isNew && known !== null)
    throw new UserError(`Aturan "${known.name}" sudah ada. Mengubahnya: ulangi tanpa --baru.`);
  if (isNew) return parseRule(editRule({ name }, changes));
  if (Object.keys(changes).length === 0)
    throw new UserError("Tidak ada yang diatur. Sebutkan perubahannya; lihat: siaga aturan atur --help.");
  return parseRule(editRule(formatRule(draftOf(chooseRule(sql, name))), changes));
}

function report({ sql }: Db, { before, after, isChanged }: Saved): void {
  const { name, version } = after.current;
  if (!isChanged) printLine(`Aturan "${name}" memang sudah demikian; tidak ada versi baru.`);
  else if (before === null) printLine(`Aturan "${name}" dibuat.`);
  else {
    const isNewVersion = before.current.version !== version;
    printLine(`Aturan "${name}" diubah${isNewVersion ? `; sekarang versi ${version}` : ""}.`);
    const fields = findFieldChanges(formatRule(draftOf(before)), formatRule(draftOf(after)));
    for (const line of describeFields(fields)) printLine(`  ${line}`);
    if (isNewVersion && countOpen(sql, after.id) > 0)
      printLine(
        `Eskalasi yang sedang berjalan memakai versi lama. Menerapkannya juga di sana: siaga aturan terapkan "${name}"`,
      );
  }
  for (const warning of lintDraft(sql, draftOf(after))) warn(warning);
}

/** Says which complaints no rule takes any more since `before`. */
export function warnOfLosses({ sql }: Db, before: readonly Rule[], now: Instant): void {
  for (const loss of findLosses(sql, { before, after: loadRules(sql), now })) warn(describeLoss(loss));
}

function countOpen(sql: Db["sql"], ruleId: number): number {
  const count = sql.prepare<[number], number>(
    "select count(*) from escalations where ruleId = ? and state <> 'ended'",
  );
  return count.pluck().get(ruleId) ?? 0;
}
