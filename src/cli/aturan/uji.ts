import type { Db } from "../../../db/open.ts";
import { draftOf, type RuleDraft } from "../../rules/draft.ts";
import { findHaste } from "../../rules/find-haste.ts";
import { UserError } from "../../user-error.ts";
import { currentInstant, withBook } from "../shared/book.ts";
import { openCommandDesk } from "../shared/command-desk.ts";
import { calendarOfPemda } from "../shared/place.ts";
import { printJson, printLine } from "../shared/print.ts";
import { showProgress } from "../shared/progress.ts";
import { editedDraft } from "./atur.ts";
import { chooseRule } from "./choose.ts";
import { deadlinesAsJson, describeDeadlines } from "./deadlines.ts";
import type { RuleOptions } from "./edit.ts";
import { describeLeft, describeOlder } from "./effect.ts";
import { findOverload } from "./find-overload.ts";
import { lintDraft } from "./lint-draft.ts";
import { describeLoss } from "./losses.ts";
import { countComplaints, printShifts, printSummary } from "./preview.ts";
import { readRulesFile } from "./read-rules-file.ts";
import { quoteWord, sayOptions } from "./say-options.ts";
import { type Trial, type Tried, tryDraft } from "./try-draft.ts";
import { warn } from "./warn.ts";

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
    const trial = { draft, calendar, now, people: office.people };
    const progress = showProgress("Mencoba aturan", "kejadian");
    progress.update(0, 1, 0);
    const tried = tryDraft(db, trial);
    const onProgress = (done: number, total: number) => progress.update(done, total, done);
    const warnings = [...lint(db, trial), ...findOverload(db, { ...trial, onProgress })];
    progress.end();
    if (json) return printJson(asJson(tried, trial, warnings));
    return printOutcome({ tried, trial, warnings, change: sayChange({ file: berkas, changes }) });
  });
}

function asJson({ open, shifts, effect, losses }: Tried, { draft, calendar }: Trial, warnings: string[]) {
  return {
    rule: draft.name,
    changed: countComplaints(shifts),
    unchanged: Math.max(0, open - countComplaints(shifts)),
    left: effect.application.left.map(({ trackingId }) => trackingId),
    deadlines: deadlinesAsJson(effect.deadlines, calendar),
    uncovered: losses,
    messages: shifts,
    warnings: [...losses.map(describeLoss), ...warnings],
  };
}

interface Outcome {
  readonly tried: Tried;
  readonly trial: Trial;
  readonly warnings: readonly string[];
  /** What `aturan atur` needs beside the name to save this; null: nothing is changed. */
  readonly change: string | null;
}

/** The conclusion first, then the table, then what to type next. */
function printOutcome({ tried, trial, warnings, change }: Outcome): void {
  const { draft, calendar, now } = trial;
  const { open, shifts, effect, losses, saved } = tried;
  printLine(`Bila aturan "${draft.name}" disimpan demikian dan diterapkan pada laporan yang terbuka:`);
  const notes = [
    ...describeDeadlines(effect.deadlines, calendar, now),
    ...describeLeft(effect),
    ...(saved === null ? [] : describeOlder(effect, saved.current)),
  ];
  printSummary({ open, shifts, notes });
  const cautions = [...losses.map(describeLoss), ...warnings];
  for (const caution of cautions) warn(caution);
  if (cautions.length === 0) printLine("Tidak ada yang janggal pada aturan ini.");
  printShifts(shifts, calendar);
  if (change === null) return printLine("Tidak ada perubahan yang disebut: inilah aturan seperti adanya.");
  const name = quoteWord(draft.name);
  // whole and alone on their lines, so that they can be copied
  printLine("Belum ada yang disimpan. Menyimpan, lalu menerapkan pada yang terbuka:");
  printLine(`  siaga aturan atur ${name} ${change}`);
  return printLine(`  siaga aturan terapkan ${name}`);
}

interface Change {
  readonly file: string | undefined;
  readonly changes: RuleOptions;
}

function sayChange({ file, changes }: Change): string | null {
  if (file !== undefined) return `--berkas ${quoteWord(file)}`;
  return Object.keys(changes).length === 0 ? null : sayOptions(changes);
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

function lint({ sql }: Db, { draft, calendar, now }: Trial): string[] {
  return [...lintDraft(sql, draft), ...findHaste(draft, { calendar, from: now })];
}
