import { resend, type Resent } from "../../desk/resend.ts";
import { writeAudit } from "../shared/audit.ts";
import { currentInstant, withBook } from "../shared/book.ts";
import { openCommandDesk } from "../shared/command-desk.ts";
import { printJson, printLine } from "../shared/print.ts";
import { chooseMessage } from "./messages.ts";
import { openComposer } from "./words.ts";

interface Options {
  readonly oleh?: string;
  readonly json?: boolean;
}

/** `siaga pesan kirim-ulang`: it waits again, under its old id where it may have arrived. */
export async function kirimUlang(id: string, { oleh, json = false }: Options): Promise<void> {
  await withBook((db) => {
    const desk = openCommandDesk(db, { wa: true, email: true });
    const compose = openComposer(desk);
    const now = currentInstant();
    const work = db.sql.transaction(() => {
      const row = chooseMessage(db.sql, id);
      const how = resend({ desk, office: desk.office, compose }, row, now);
      writeAudit(db, {
        now,
        action: "pesan.kirim-ulang",
        subject: `Pesan ${row.id}`,
        before: { state: row.state, note: row.note },
        after: { how },
        by: oleh ?? null,
      });
      return { row, how };
    });
    const { row, how } = work.immediate();
    if (json) return printJson({ id: row.id, how });
    printLine(`Pesan ${row.id} untuk ${row.person} ${sentences[how]}`);
    return undefined;
  });
}

const sentences: Record<Resent, string> = {
  same: "dikirim lagi dengan nomor pesan dan isi yang sama, karena mungkin sudah sampai.",
  fresh: "dikirim lagi, dengan isi menurut keadaan sekarang.",
  decided: "diputuskan lagi: jenjangnya sudah ditarik kembali, jadi pesan baru ditulis begitu waktunya tiba.",
};
