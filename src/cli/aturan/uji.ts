import type { Db } from "../../../db/open.ts";
import type { Calendar, Instant } from "../../calendar/contract.ts";
import { applyRule } from "../../desk/apply-rule.ts";
import { draftOf, type RuleDraft } from "../../rules/draft.ts";
import { findHaste } from "../../rules/find-haste.ts";
import { findUnreached } from "../../rules/find-unreached.ts";
import { lintRule } from "../../rules/lint.ts";
import { loadRules, saveRule } from "../../rules/store.ts";
import { UserError } from "../../user-error.ts";
import { afterRuleChange } from "../shared/after-change.ts";
import { currentInstant, withBook } from "../shared/book.ts";
import { openCommandDesk } from "../shared/command-desk.ts";
import { readConfig } from "../shared/config-file/read-book.ts";
import { calendarOfPemda } from "../shared/place.ts";
import { printJson, printLine } from "../shared/print.ts";
import { wrap } from "../shared/wrap.ts";
import { editedDraft } from "./atur.ts";
import { chooseRule } from "./choose.ts";
import type { RuleOptions } from "./edit.ts";
import { findOverload } from "./find-overload.ts";
import { foresee } from "./foresee.ts";
import { countComplaints, printPreview } from "./preview.ts";
import { readRulesFile } from "./read-rules-file.ts";
import type { Shift } from "./shifts.ts";

interface Options extends RuleOptions {
  readonly berkas?: string;
  readonly json?: boolean;
}

/** `siaga aturan uji`: what a change would mean for open complaints, before anything is saved. */
export async function uji(name: string, { berkas, json, ...changes }: Options): Promise<void> {
  await withBook((db) => {
    const now = currentInstant();
    const { office } = openCommandDesk(db);
    const calendar = calendarOfPemda(db.sql, office);
    const draft = proposedDraft(db, name, { file: berkas, changes });
    const trial = { draft, calendar, now };
    const tried = { open: countOpen(db, draft), shifts: foreseeSaved(db, draft, now) };
    const warnings = [...lint(db, trial), ...findOverload(db, { ...trial, people: office.people })];
    if (json)
      return printJson({
        rule: draft.name,
        changed: countComplaints(tried.shifts),
        unchanged: Math.max(0, tried.open - countComplaints(tried.shifts)),
        messages: tried.shifts,
        warnings,
      });
    const change = sayChange({ file: berkas, changes });
    printOutcome({ ...tried, ...trial, warnings, change });
  });
}

interface Outcome {
  readonly draft: RuleDraft;
  readonly calendar: Calendar;
  readonly open: number;
  readonly shifts: readonly Shift[];
  readonly warnings: readonly string[];
  /** What `aturan atur` needs beside the name to save this; null: nothing is changed. */
  readonly change: string | null;
}

function printOutcome({ draft, calendar, open, shifts, warnings, change }: Outcome): void {
  printLine(`Bila aturan "${draft.name}" disimpan demikian dan diterapkan pada laporan yang terbuka:`);
  printPreview(shifts, open, calendar);
  for (const warning of warnings) for (const line of wrap(warning, "Perhatian: ")) printLine(line);
  if (warnings.length === 0) printLine("Tidak ada yang janggal pada aturan ini.");
  if (change === null) return printLine("Tidak ada perubahan yang disebut: inilah aturan seperti adanya.");
  printLine(`Belum ada yang disimpan. Menyimpan: siaga aturan atur "${draft.name}" ${change}`);
  printLine(`Lalu menerapkan pada yang terbuka: siaga aturan terapkan "${draft.name}"`);
}

interface Change {
  readonly file: string | undefined;
  readonly changes: RuleOptions;
}

function sayChange({ file, changes }: Change): string | null {
  if (file !== undefined) return `--berkas ${JSON.stringify(file)}`;
  return Object.keys(changes).length === 0 ? null : "…";
}

/** Without any change: the rule as it is. */
function proposedDraft(db: Db, name: string, { file, changes }: Change): RuleDraft {
  if (file === undefined)
    return Object.keys(changes).length === 0
      ? draftOf(chooseRule(db.sql, name))
      : editedDraft(db, { name, isNew: false, changes });
  if (Object.keys(changes).length > 0)
    throw new UserError("Pakai --berkas saja, atau pilihan satu per satu; tidak keduanya sekaligus.");
  const [draft, ...others] = readRulesFile(file, name);
  if (!draft || others.length > 0) throw new UserError(`Sebutkan satu aturan dari ${file} untuk diuji.`);
  return draft;
}

/** Saved as `aturan atur` would, and applied as `aturan terapkan`. */
function foreseeSaved(db: Db, draft: RuleDraft, now: Instant): Shift[] {
  return foresee(
    db,
    (mirror) => {
      const rule = saveRule(mirror.sql, draft, now);
      afterRuleChange(mirror, now);
      const desk = openCommandDesk(mirror);
      applyRule(desk, desk.office, rule, now);
    },
    now,
  );
}

function countOpen({ sql }: Db, { name }: RuleDraft): number {
  return (
    sql
      .prepare<[string], number>(
        `select count(distinct e.trackingId) from escalations e join rules r on r.id = e.ruleId
         where r.name = ? and e.state <> 'ended'`,
      )
      .pluck()
      .get(name) ?? 0
  );
}

interface Trial {
  readonly draft: RuleDraft;
  readonly calendar: Calendar;
  readonly now: Instant;
}

function lint({ sql }: Db, { draft, calendar, now }: Trial): string[] {
  const { units, posts } = readConfig(sql);
  const root = units.find(({ parent }) => parent === null)?.code;
  const known = {
    posts: new Set(posts.map(({ post }) => post)),
    unitCodes: new Set(units.map(({ code }) => code)),
    rootPosts: new Set(posts.filter(({ unit }) => unit === root).map(({ post }) => post)),
  };
  return [
    ...lintRule(draft, known),
    ...findUnreached(draft, loadRules(sql), known),
    ...findHaste(draft, { calendar, from: now }),
  ];
}
