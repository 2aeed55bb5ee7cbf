import type { Db } from "../../../db/open.ts";
import { type TakenBack, takeRuleBack } from "../../desk/apply-rule.ts";
import type { Escalation } from "../../escalation/contract.ts";
import type { Rule } from "../../rules/contract.ts";
import { UserError } from "../../user-error.ts";
import { writeAudit } from "../shared/audit.ts";
import { currentInstant } from "../shared/book.ts";
import { openCommandDesk } from "../shared/command-desk.ts";
import { printJson, printLine, whole } from "../shared/print.ts";
import { findApplication, undoAction } from "./application-audit.ts";
import { quoteWord } from "./say-options.ts";

interface Options {
  readonly json?: boolean;
  readonly oleh?: string;
}

const undoWithin = 3600;

/** Puts runs back that did not move on since; within the hour, and only the latest application. */
export function undo(db: Db, rule: Rule, { oleh, json }: Options): void {
  const { restored, ended, movedOn } = db.sql.transaction(() => takeBack(db, rule, oleh)).immediate();
  if (json) return printJson(idsOf(restored));
  const sentences = [
    `Penerapan dibatalkan pada ${whole(restored.length)} laporan.`,
    ...(ended.length > 0
      ? [`${whole(ended.length)} laporan sudah ditindaklanjuti atau berakhir sejak itu.`]
      : []),
    ...(movedOn.length > 0
      ? [`${whole(movedOn.length)} laporan dibiarkan: sudah berjalan lebih jauh sejak itu.`]
      : []),
  ];
  printLine(sentences.join(" "));
  sayRuleStays(rule);
}

/** Only open complaints go back: whoever wants the old rule must say so. */
function sayRuleStays({ name, current: { version } }: Rule): void {
  printLine(`Aturannya sendiri tetap versi ${version} bagi laporan baru.`);
  if (version === 1) return;
  printLine(`Mengembalikannya ke versi ${version - 1}:`);
  printLine(`  siaga aturan lihat ${quoteWord(name)} --versi ${version - 1} > lama.yaml`);
  printLine("  siaga aturan atur --berkas lama.yaml");
}

function idsOf(runs: readonly Escalation[]): string[] {
  return runs.map(({ trackingId }) => trackingId);
}

function takeBack(db: Db, rule: Rule, oleh: string | undefined): TakenBack {
  const now = currentInstant();
  const last = findApplication(db.sql, rule.name);
  if (!last || now - last.at > undoWithin)
    throw new UserError(
      `Tidak ada penerapan aturan "${rule.name}" dalam satu jam terakhir yang dapat dibatalkan.`,
    );
  const desk = openCommandDesk(db);
  const taken = takeRuleBack(desk, desk.office, last.applied, now);
  writeAudit(db, {
    now,
    action: undoAction,
    subject: `Aturan ${rule.name}`,
    before: null,
    after: idsOf(taken.restored),
    by: oleh ?? null,
  });
  return taken;
}
