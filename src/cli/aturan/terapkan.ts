import type { Db } from "../../../db/open.ts";
import type { Instant } from "../../calendar/contract.ts";
import { type Application, applyRule } from "../../desk/apply-rule.ts";
import type { Rule } from "../../rules/contract.ts";
import { UserError } from "../../user-error.ts";
import { writeAudit } from "../shared/audit.ts";
import { currentInstant, withBook } from "../shared/book.ts";
import { openCommandDesk } from "../shared/command-desk.ts";
import { confirmOrRefuse } from "../shared/confirm.ts";
import { calendarOfPemda } from "../shared/place.ts";
import { printJson, printLine } from "../shared/print.ts";
import { applyAction } from "./application-audit.ts";
import { chooseRule } from "./choose.ts";
import { foresee } from "./foresee.ts";
import { countComplaints, printPreview } from "./preview.ts";
import { rolledBack } from "./roll-back.ts";
import type { Shift } from "./shifts.ts";
import { undo } from "./undo.ts";

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
    const seen = preview(db, rule, currentInstant());
    const open = seen.application.applied.length;
    if (!options.json) printPreview(seen.shifts, open, calendarOfPemda(db.sql, openCommandDesk(db).office));
    if (open > 0) {
      await confirmOrRefuse(
        `Terapkan aturan "${rule.name}" pada ${open} laporan terbuka?`,
        options.ya ?? false,
      );
      db.sql.transaction(() => applySeen(db, seen, options.oleh)).immediate();
    }
    report(seen, options.json ?? false);
  });
}

interface Seen {
  readonly rule: Rule;
  readonly application: Application;
  readonly shifts: readonly Shift[];
}

function preview(db: Db, rule: Rule, now: Instant): Seen {
  const application = rolledBack(db.sql, () => apply(db, rule, now));
  const shifts =
    application.applied.length === 0 ? [] : foresee(db, (mirror) => void apply(mirror, rule, now), now);
  return { rule, application, shifts };
}

function apply(db: Db, rule: Rule, now: Instant): Application {
  const desk = openCommandDesk(db);
  return applyRule(desk, desk.office, rule, now);
}

/** Does what was shown, or nothing. */
function applySeen(db: Db, { rule, application, shifts }: Seen, oleh: string | undefined): void {
  const now = currentInstant();
  const done = apply(db, chooseRule(db.sql, rule.name), now);
  if (startOf(done) !== startOf(application))
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

function report({ rule, application, shifts }: Seen, isJson: boolean): void {
  const { applied, busy } = application;
  if (isJson)
    return printJson({
      rule: rule.name,
      applied: applied.map(({ run }) => run.trackingId),
      skipped: busy.map(({ trackingId }) => trackingId),
      messages: shifts,
    });
  if (busy.length > 0)
    printLine(
      `${busy.length} laporan dilewati karena pesannya sedang dikirim. Ulangi perintah ini sebentar lagi.`,
    );
  if (applied.length > 0)
    printLine(
      `Aturan "${rule.name}" diterapkan pada ${applied.length} laporan. Dalam satu jam dapat dibatalkan: siaga aturan terapkan "${rule.name}" --urungkan`,
    );
}
