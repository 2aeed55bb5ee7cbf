import type { Db } from "../../../db/open.ts";
import { addCalendarDays, localDate, startOfDate } from "../../calendar/arithmetic.ts";
import type { Calendar } from "../../calendar/contract.ts";
import { applyRule } from "../../desk/apply-rule.ts";
import { draftOf, type RuleDraft } from "../../rules/draft.ts";
import { lintRule, lintTiming } from "../../rules/lint.ts";
import { findRule, loadRules, saveRule } from "../../rules/store.ts";
import { openShadowBook } from "../../simulation/book.ts";
import { listMessages } from "../../simulation/lines.ts";
import { readHistory } from "../../simulation/read-history.ts";
import { simulate } from "../../simulation/simulate.ts";
import { UserError } from "../../user-error.ts";
import { currentInstant, withBook } from "../shared/book.ts";
import { openCommandDesk } from "../shared/command-desk.ts";
import { readConfig } from "../shared/config-file/read-book.ts";
import { calendarOfPemda } from "../shared/place.ts";
import { printJson, printLine } from "../shared/print.ts";
import { countReaders } from "../simulasi/figures.ts";
import { editedDraft } from "./atur.ts";
import type { RuleOptions } from "./edit.ts";
import { previewRow, printPreview } from "./preview.ts";
import { readRulesFile } from "./read-rules-file.ts";
import { rolledBack } from "./roll-back.ts";

interface Options extends RuleOptions {
  readonly berkas?: string;
  readonly json?: boolean;
}

/** Nobody reads more than this a day. */
const mostADay = 6;
const lookBackDays = 90;

/** `siaga aturan uji`: what a change would mean for open complaints, before anything is saved. */
export async function uji(name: string, { berkas, json, ...changes }: Options): Promise<void> {
  await withBook((db) => {
    const now = currentInstant();
    const calendar = calendarOfPemda(db.sql, openCommandDesk(db).office);
    const draft = proposedDraft(db, name, berkas, changes);
    const applied = rolledBack(db.sql, () => {
      const rule = saveRule(db.sql, draft, now);
      const desk = openCommandDesk(db);
      return applyRule(desk, desk.office, rule, now);
    });
    const warnings = [...lint(db, draft, calendar, now), ...lintLoad(db, draft, calendar, now)];
    if (json)
      return printJson({
        rule: draft.name,
        open: applied.map((each) => previewRow(each, calendar)),
        warnings,
      });
    printLine(`Bila aturan "${draft.name}" diubah demikian dan diterapkan pada laporan yang terbuka:`);
    printPreview(applied, calendar);
    for (const warning of warnings) printLine(`Perhatian: ${warning}`);
    if (warnings.length === 0) printLine("Tidak ada yang janggal pada aturan ini.");
    printLine(
      "Belum ada yang disimpan. Menyimpannya: siaga aturan atur; menerapkannya pada yang terbuka: siaga aturan terapkan.",
    );
  });
}

function proposedDraft(db: Db, name: string, file: string | undefined, changes: RuleOptions): RuleDraft {
  if (file === undefined) {
    const rule = findRule(db.sql, name);
    return Object.keys(changes).length === 0 && rule
      ? draftOf(rule)
      : editedDraft(db, { name, isNew: false, changes });
  }
  const [draft, ...others] = readRulesFile(file, name);
  if (!draft || others.length > 0) throw new UserError(`Sebutkan satu aturan dari ${file} untuk diuji.`);
  return draft;
}

function lint({ sql }: Db, draft: RuleDraft, calendar: Calendar, now: number): string[] {
  const { units, posts } = readConfig(sql);
  const known = {
    posts: new Set(posts.map(({ post }) => post)),
    unitCodes: new Set(units.map(({ code }) => code)),
  };
  return [...lintRule(draft, known), ...lintTiming(draft, loadRules(sql), { calendar, from: now })];
}

/** Plays the last three months under the proposed rule: who would get too much on one day? */
function lintLoad(db: Db, draft: RuleDraft, calendar: Calendar, now: number): string[] {
  const from = startOfDate(calendar, addCalendarDays(localDate(calendar, now), -lookBackDays));
  const happenings = readHistory(db.sql);
  if (happenings.length === 0 || db.path === ":memory:") return [];
  const shadow = openShadowBook(db.path);
  try {
    saveRule(shadow.sql, draft, now);
    simulate({ db: shadow, happenings, from, to: now });
    return countReaders(listMessages(shadow, from, now), from, now)
      .filter(({ busiestDay }) => busiestDay > mostADay)
      .map(
        ({ person, busiestDay }) =>
          `${person} akan menerima sampai ${busiestDay} pesan sehari (dihitung dari ${lookBackDays} hari terakhir). Pertimbangkan ringkasan (--kirim rekap).`,
      );
  } finally {
    shadow.close();
  }
}
