import type { Message } from "../../outbox/contract.ts";
import { UserError } from "../../user-error.ts";
import { writeAudit } from "../shared/audit.ts";
import { currentInstant, withBook } from "../shared/book.ts";
import { openCommandDesk } from "../shared/command-desk.ts";
import { printJson, printLine } from "../shared/print.ts";
import { chooseMessage } from "./messages.ts";

interface Options {
  readonly oleh?: string;
  readonly json?: boolean;
}

/** `siaga pesan batalkan`: what waits is not sent, what failed is closed; the chain of its complaint goes on. */
export async function batalkan(id: string, { oleh, json = false }: Options): Promise<void> {
  await withBook((db) => {
    const desk = openCommandDesk(db, { wa: true, email: true });
    const now = currentInstant();
    const work = db.sql.transaction(() => {
      const row = chooseMessage(db.sql, id);
      refuseUnlessOpen(row);
      desk.outbox.settle(row, "cancelled", { note: oleh ? `oleh ${oleh}` : null });
      desk.aftermath.noteCancelled(row, now);
      writeAudit(db, {
        now,
        action: "pesan.batalkan",
        subject: `Pesan ${row.id}`,
        before: { state: row.state, note: row.note },
        after: { state: "cancelled" },
        by: oleh ?? null,
      });
      return row;
    });
    const row = work.immediate();
    if (json) return printJson({ id: row.id, state: "cancelled" });
    const mayBeThere = row.state === "pending" && row.wireId !== null;
    printLine(`Pesan ${row.id} untuk ${row.person} dibatalkan${mayBeThere ? "; mungkin sudah sampai" : ""}.`);
    printLine(`Jenjang laporannya tetap berjalan. Bila jadi dikirim: siaga pesan kirim-ulang ${row.id}`);
    return undefined;
  });
}

function refuseUnlessOpen({ id, state }: Message): void {
  if (state === "sending")
    throw new UserError(
      `Pesan ${id} sedang dikirim, jadi tidak dapat dibatalkan. Tunggu hasilnya: siaga pesan lihat ${id}.`,
    );
  if (state !== "pending" && state !== "failed")
    throw new UserError(`Pesan ${id} tidak menunggu dan tidak gagal, jadi tidak ada yang dibatalkan.`);
}
