import type { Db } from "../../../db/open.ts";
import { draftOf } from "../../rules/draft.ts";
import { loadRules } from "../../rules/store.ts";
import { currentInstant, withBook } from "../shared/book.ts";
import { printLine, whole } from "../shared/print.ts";
import { warnOfLosses } from "./atur.ts";
import { chooseRule } from "./choose.ts";
import { saveWithAudit } from "./save.ts";

/** `siaga aturan matikan|nyalakan` */
export async function switchRule(name: string, active: boolean, { oleh }: { oleh?: string }): Promise<void> {
  const action = active ? "aturan.nyalakan" : "aturan.matikan";
  await withBook((db) => {
    const now = currentInstant();
    const before = loadRules(db.sql);
    const { after, isChanged } = db.sql
      .transaction(() => {
        const draft = { ...draftOf(chooseRule(db.sql, name)), active };
        return saveWithAudit(db, draft, { now, action, oleh });
      })
      .immediate();
    const state = active ? "menyala" : "mati";
    printLine(
      isChanged
        ? `Aturan "${after.name}" sekarang ${state}.`
        : `Aturan "${after.name}" memang sudah ${state}.`,
    );
    if (!active) tellHeld(db, after.id);
    warnOfLosses(db, before, now);
  });
}

function tellHeld({ sql }: Db, ruleId: number): void {
  const query =
    "select count(distinct trackingId) from escalations where ruleId = ? and state = 'held' and reason = 'rule_off'";
  const held = sql.prepare<[number], number>(query).pluck().get(ruleId) ?? 0;
  if (held > 0)
    printLine(
      `${whole(held)} laporan terbuka ditahan karenanya: tidak ada pesan sampai aturan ini dinyalakan lagi.`,
    );
}
