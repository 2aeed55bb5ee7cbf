import { draftOf } from "../../rules/draft.ts";
import { loadRules } from "../../rules/store.ts";
import { currentInstant, withBook } from "../shared/book.ts";
import { printLine } from "../shared/print.ts";
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
    warnOfLosses(db, before, now);
  });
}
