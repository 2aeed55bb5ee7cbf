import { markConfirmed } from "../../people/holders/store.ts";
import { writeAudit } from "../shared/audit.ts";
import { currentInstant, withBook } from "../shared/book.ts";
import { readConfig } from "../shared/config-file/read-book.ts";
import { printLine } from "../shared/print.ts";
import { chooseHolder, type HolderQuestion } from "../people/choose.ts";

interface Options extends Omit<HolderQuestion, "who"> {
  readonly oleh?: string;
}

/** `siaga kontak konfirmasi`: who cannot answer the half-yearly question by WhatsApp told Kominfo that the post is still theirs. */
export async function konfirmasi(who: string, { oleh, ...question }: Options): Promise<void> {
  await withBook((db) => {
    const now = currentInstant();
    const { id = 0, name, unit, post } = chooseHolder(readConfig(db.sql), { who, ...question });
    const subject = `Kontak ${unit}/${post}/${name}`;
    db.sql
      .transaction(() => {
        markConfirmed(db.sql, id, now);
        const change = { before: {}, after: { confirmedAt: now }, by: oleh ?? null };
        writeAudit(db, { now, action: "kontak.konfirmasi", subject, ...change });
      })
      .immediate();
    printLine(`Tercatat: ${name} masih memegang jabatan ${post} di ${unit}.`);
  });
}
