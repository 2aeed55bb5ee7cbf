import type { Db } from "../../../db/open.ts";
import type { Instant } from "../../calendar/contract.ts";
import type { Application } from "../../desk/apply-rule.ts";
import type { Rule } from "../../rules/contract.ts";
import { loadRules, loadRuleVersion } from "../../rules/store.ts";
import { UserError } from "../../user-error.ts";
import { writeAudit } from "../shared/audit.ts";
import { currentInstant, withBook } from "../shared/book.ts";
import { openCommandDesk } from "../shared/command-desk.ts";
import { confirmOrRefuse } from "../shared/confirm.ts";
import { calendarOfPemda } from "../shared/place.ts";
import { printJson, printLine, whole } from "../shared/print.ts";
import { applyAction } from "./application-audit.ts";
import { chooseRule } from "./choose.ts";
import { describeDeadlines } from "./deadlines.ts";
import { applyWithEffect, describeLeft, type Effect } from "./effect.ts";
import { foresee } from "./foresee.ts";
import { describeLoss, findLosses, type Loss } from "./losses.ts";
import { countComplaints, printShifts, printSummary } from "./preview.ts";
import { rolledBack } from "./roll-back.ts";
import type { Shift } from "./shifts.ts";
import { undo } from "./undo.ts";
import { warn } from "./warn.ts";

interface Options {
  readonly ya?: boolean;
  readonly json?: boolean;
  readonly oleh?: string;
  readonly urungkan?: boolean;
}

/** `siaga aturan terapkan`: open escalations follow the rule as it is now, after showing what that means. */
export async function terapkan(name: string, options: Options): Promise<void> {
  await withBook(async (db) => {
    const rule = chooseRule(db.sql, name);
    if (options.urungkan) return undo(db, rule, options);
    const now = currentInstant();
    const seen = preview(db, rule, now);
    const open = seen.effect.application.applied.length;
    if (!options.json) show(db, seen, now);
    if (open > 0) {
      await confirmOrRefuse(
        `Terapkan aturan "${rule.name}" pada ${whole(open)} laporan terbuka?`,
        options.ya ?? false,
      );
      db.sql.transaction(() => applySeen(db, seen, options.oleh)).immediate();
    }
    report(seen, options.json ?? false);
  });
}

interface Seen {
  readonly rule: Rule;
  readonly effect: Effect;
  readonly shifts: readonly Shift[];
}

function preview(db: Db, rule: Rule, now: Instant): Seen {
  const effect = rolledBack(db.sql, () => applyWithEffect(db, rule, now));
  const isIdle = effect.application.applied.length === 0;
  const shifts = isIdle ? [] : foresee(db, (mirror) => void applyWithEffect(mirror, rule, now), now).shifts;
  return { rule, effect, shifts };
}

function show(db: Db, { rule, effect, shifts }: Seen, now: Instant): void {
  const calendar = calendarOfPemda(db.sql, openCommandDesk(db).office);
  printSummary({
    shifts,
    open: effect.application.applied.length,
    notes: [...describeDeadlines(effect.deadlines, calendar, now), ...describeLeft(effect)],
  });
  for (const loss of findLeftLosses(db, rule, effect, now)) warn(describeLoss(loss));
  printShifts(shifts, calendar);
}

/** Those that stay under an older version were taken by it: is there a rule today that takes their like? */
function findLeftLosses({ sql }: Db, rule: Rule, { leftUnder }: Effect, now: Instant): Loss[] {
  const after = loadRules(sql);
  const former = leftUnder.map(({ versionId }) => ({ ...rule, current: loadRuleVersion(sql, versionId) }));
  return findLosses(sql, { before: [...after, ...former], after, now });
}

/** Does what was shown, or nothing. */
function applySeen(db: Db, { rule, effect, shifts }: Seen, oleh: string | undefined): void {
  const now = currentInstant();
  const { application: done } = applyWithEffect(db, chooseRule(db.sql, rule.name), now);
  if (startOf(done) !== startOf(effect.application))
    throw new UserError(
      "Aturan atau laporan berubah selagi ini ditampilkan. Tidak ada yang diterapkan; ulangi perintahnya.",
    );
  writeAudit(db, {
    now,
    action: applyAction,
    subject: `Aturan ${rule.name}`,
    before: done.applied.map(({ run }) => run),
    after: {
      changed: countComplaints(shifts),
      messages: shifts,
      runs: done.applied.map(({ after }) => after),
    },
    by: oleh ?? null,
  });
}

/** From where the runs set out, and to which version. */
function startOf({ applied }: Application): string {
  return JSON.stringify(applied.map(({ run, after }) => [run, after.ruleVersionId, after.nextStep]));
}

function report({ rule, effect, shifts }: Seen, isJson: boolean): void {
  const { applied, busy, left } = effect.application;
  if (isJson)
    return printJson({
      rule: rule.name,
      applied: applied.map(({ run }) => run.trackingId),
      skipped: busy.map(({ trackingId }) => trackingId),
      left: left.map(({ trackingId }) => trackingId),
      messages: shifts,
    });
  if (busy.length > 0)
    printLine(
      `${whole(busy.length)} laporan dilewati karena pesannya sedang dikirim. Ulangi perintah ini sebentar lagi.`,
    );
  if (applied.length > 0)
    printLine(
      `Aturan "${rule.name}" diterapkan pada ${whole(applied.length)} laporan. Dalam satu jam dapat dibatalkan: siaga aturan terapkan "${rule.name}" --urungkan`,
    );
}
