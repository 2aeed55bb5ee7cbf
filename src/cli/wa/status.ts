import type { Db } from "../../../db/open.ts";
import { linkedNumber } from "../../connections/whatsapp/auth.ts";
import type { WhatsAppState, WhatsAppStatus } from "../../connections/whatsapp/types.ts";
import { formatInstant, isoWithOffset } from "../../calendar/format.ts";
import { openSettings } from "../../desk/settings.ts";
import { isRunning } from "../../lock.ts";
import { withBook } from "../shared/book.ts";
import { openCommandDesk } from "../shared/command-desk.ts";
import { calendarOfPemda } from "../shared/place.ts";
import { printJson, printLine } from "../shared/print.ts";
import { describeConnection } from "./words.ts";

/** What the book knows: the linked number, and what the running bot last wrote down about its connection. */
export async function status({ json = false }: { json?: boolean }): Promise<void> {
  await withBook((db) => {
    const number = linkedNumber(db.sql);
    const running = isRunning(db.path);
    const last = lastStatus(db);
    const state: WhatsAppState = number === null ? "logged_out" : (running && last?.state) || "closed";
    const code = last?.state === state ? last.code : null;
    const calendar = calendarOfPemda(db.sql, openCommandDesk(db).office);
    if (json) {
      const since = last && isoWithOffset(calendar, last.since);
      printJson({ number, running, state, since, code: last?.code ?? null, failures: last?.failures ?? 0 });
      return;
    }
    printLine(`Nomor bot   ${number ?? "belum ditautkan (siaga wa tautkan)"}`);
    printLine(`Bot         ${running ? "berjalan" : "tidak berjalan (npm start)"}`);
    printLine(
      `Sambungan   ${running || number === null ? describeConnection(state, code) : "menunggu bot dijalankan"}`,
    );
    if (!running || !last) return;
    printLine(`Sejak       ${formatInstant(calendar, last.since)}`);
    if (last.failures > 0)
      printLine(`Terputus    ${last.failures} kali berturut-turut, terakhir dengan kode ${last.code ?? "–"}`);
  });
}

function lastStatus(db: Db): WhatsAppStatus | null {
  const text = openSettings(db.sql).text("waState");
  return text === null ? null : (JSON.parse(text) as WhatsAppStatus);
}
