import type { Db } from "../../../db/open.ts";
import type { Instant } from "../../calendar/contract.ts";
import { type Applied, applyRule } from "../../desk/apply-rule.ts";
import type { Escalation } from "../../escalation/contract.ts";
import type { Rule } from "../../rules/contract.ts";
import { UserError } from "../../user-error.ts";
import { writeAudit } from "../shared/audit.ts";
import { currentInstant, withBook } from "../shared/book.ts";
import { openCommandDesk } from "../shared/command-desk.ts";
import { calendarOfPemda } from "../shared/place.ts";
import { printJson, printLine } from "../shared/print.ts";
import { confirmOrRefuse } from "../shared/confirm.ts";
import { chooseRule } from "./choose.ts";
import { previewRow, printPreview } from "./preview.ts";
import { rolledBack } from "./roll-back.ts";

interface Options {
  readonly ya?: boolean;
  readonly json?: boolean;
  readonly oleh?: string;
  readonly urungkan?: boolean;
}

const action = "aturan.terapkan";
const undone = "aturan.terapkan.urungkan";
const undoWithin = 3600;

/** `siaga aturan terapkan`: open escalations follow the rule as it is now, after showing what that means. */
export async function terapkan(name: string, options: Options): Promise<void> {
  await withBook(async (db) => {
    const rule = chooseRule(db.sql, name);
    const now = currentInstant();
    if (options.urungkan) return undo(db, rule, { ...options, now });
    const preview = rolledBack(db.sql, () => apply(db, rule, now));
    const calendar = calendarOfPemda(db.sql, openCommandDesk(db).office);
    if (!options.json) printPreview(preview, calendar);
    if (preview.length === 0) return options.json ? printJson([]) : undefined;
    await confirmOrRefuse(
      `Terapkan aturan "${rule.name}" pada ${preview.length} laporan terbuka?`,
      options.ya ?? false,
    );
    const applied = db.sql
      .transaction(() => {
        const done = apply(db, rule, now);
        writeAudit(db, {
          now,
          action,
          subject: `Aturan ${rule.name}`,
          before: done.map(({ run }) => run),
          after: done.map((each) => previewRow(each, calendar)),
          by: options.oleh ?? null,
        });
        return done;
      })
      .immediate();
    if (options.json) printJson(applied.map((each) => previewRow(each, calendar)));
    else
      printLine(
        `Aturan "${rule.name}" diterapkan pada ${applied.length} laporan. Dalam satu jam dapat dibatalkan: siaga aturan terapkan "${rule.name}" --urungkan`,
      );
  });
}

function apply(db: Db, rule: Rule, now: Instant): Applied[] {
  const desk = openCommandDesk(db);
  return applyRule(desk, desk.office, rule, now);
}

/** Puts runs back that did not move on since; within the hour, and only the latest application. */
function undo(db: Db, rule: Rule, { now, oleh, json }: Options & { now: Instant }): void {
  const last = db.sql
    .prepare<[string, string, string], { at: Instant; action: string; before: string }>(
      "select at, action, before from audit where action in (?, ?) and subject = ? order by id desc limit 1",
    )
    .get(action, undone, `Aturan ${rule.name}`);
  if (last?.action !== action || now - last.at > undoWithin)
    throw new UserError(
      `Tidak ada penerapan aturan "${rule.name}" dalam satu jam terakhir yang dapat dibatalkan.`,
    );
  const restored = db.sql
    .transaction(() => {
      const desk = openCommandDesk(db);
      const runs = (JSON.parse(last.before) as Escalation[]).filter((run) => restore(desk, run, now));
      writeAudit(db, {
        now,
        action: undone,
        subject: `Aturan ${rule.name}`,
        before: null,
        after: runs.map(({ trackingId }) => trackingId),
        by: oleh ?? null,
      });
      return runs;
    })
    .immediate();
  if (json) printJson(restored.map(({ trackingId }) => trackingId));
  else
    printLine(
      `Penerapan dibatalkan pada ${restored.length} laporan; yang sudah diberi tahu sejak itu dibiarkan.`,
    );
}

function restore(desk: ReturnType<typeof openCommandDesk>, before: Escalation, now: Instant): boolean {
  const present = desk.escalations.find(before.id);
  if (!present || present.state === "ended" || present.firedAt !== before.firedAt) return false;
  return desk.clerk.change(
    before.id,
    () => ({ escalation: before, log: [{ event: "rebase_undone", step: before.nextStep, detail: {} }] }),
    desk.office,
    now,
  );
}
