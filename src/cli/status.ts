import { Command } from "commander";
import type { Sql } from "../../db/open.ts";
import { formatInstant, isoWithOffset } from "../calendar/format.ts";
import { openSettings } from "../desk/settings.ts";
import { isRunning } from "../lock.ts";
import { databasePath } from "../paths.ts";
import { currentInstant, withBook } from "./shared/book.ts";
import { openCommandDesk } from "./shared/command-desk.ts";
import { calendarOfPemda } from "./shared/place.ts";
import { printJson, printLine } from "./shared/print.ts";

/** `siaga status`: how things stand, at a glance. */
export function build(): Command {
  return new Command("status")
    .description("keadaan sekilas: sumber, saluran, antrean, laporan terbuka, langkah berikutnya")
    .option("--json", "keluaran JSON")
    .action(({ json = false }: { json?: boolean }) => status(json));
}

async function status(json: boolean): Promise<void> {
  await withBook((db) => {
    const { office, alarms } = openCommandDesk(db);
    const calendar = calendarOfPemda(db.sql, office);
    const figures = count(db.sql, currentInstant());
    const settings = openSettings(db.sql);
    const wa = settings.text("waState");
    const view = {
      running: isRunning(databasePath(process.env)),
      sending: office.sendingSince !== null,
      wa: wa === null ? null : (JSON.parse(wa) as { state: string }).state,
      ...figures,
      alarms: alarms.open().map(({ cause, text }) => ({ cause, text })),
    };
    const iso = (at: number | null) => (at === null ? null : isoWithOffset(calendar, at));
    if (json)
      return printJson({ ...view, nextDueAt: iso(view.nextDueAt), lastImportAt: iso(view.lastImportAt) });
    const at = (moment: number | null) => (moment === null ? "belum ada" : formatInstant(calendar, moment));
    printLine(`Bot             ${view.running ? "berjalan" : "tidak berjalan (npm start)"}`);
    printLine(
      `Pengiriman      ${view.sending ? "menyala" : "uji coba: hanya ditulis ke folder (siaga kirim nyalakan)"}`,
    );
    printLine(`WhatsApp        ${view.wa ?? "belum pernah dipakai"}`);
    printLine(`Impor terakhir  ${at(view.lastImportAt)}`);
    printLine(
      `Laporan terbuka ${view.open} (tunggakan ${view.backlog}, OPD belum dikenal ${view.unknownUnits})`,
    );
    printLine(
      `Eskalasi        ${view.escalating} berjalan, ${view.held} ditahan; berikutnya ${at(view.nextDueAt)}`,
    );
    printLine(`Pesan           ${view.waiting} menunggu, ${view.failed} gagal`);
    for (const { text } of view.alarms) printLine(`! ${text}`);
  });
}

const open = "status not in ('done', 'closed_by_system', 'rejected', 'archived', 'not_authority')";

function count(sql: Sql, now: number) {
  const number = (query: string, ...values: number[]) =>
    sql
      .prepare<number[], number>(query)
      .pluck()
      .get(...values) ?? 0;
  const moment = (query: string) => sql.prepare<[], number | null>(query).pluck().get() ?? null;
  return {
    open: number(`select count(*) from complaints where ${open}`),
    backlog: number(`select count(*) from complaints where isBacklog = 1 and ${open}`),
    unknownUnits: number("select count(*) from complaints where opdIsUnknown = 1"),
    escalating: number("select count(*) from escalations where state = 'running'"),
    held: number("select count(*) from escalations where state = 'held'"),
    due: number("select count(*) from escalations where dueAt <= ?", now),
    nextDueAt: moment("select min(dueAt) from escalations where dueAt is not null"),
    waiting: number("select count(*) from outbox where state in ('pending', 'sending')"),
    failed: number("select count(*) from outbox where state = 'failed'"),
    lastImportAt: moment("select lastOkAt from sources where source = 'file'"),
  };
}
