import type { Db } from "../../../db/open.ts";
import { fillLink, frontDoor, parseLaporLink, readLaporLink, saveLaporLink } from "../../desk/lapor-link.ts";
import { openSettings } from "../../desk/settings.ts";
import { writeAudit } from "../shared/audit.ts";
import { currentInstant, withBook, withBookOrShipped } from "../shared/book.ts";
import { printJson, printLine } from "../shared/print.ts";

interface Options {
  readonly oleh?: string;
  readonly json?: boolean;
}

/** `siaga sumber tautan`: the link to LAPOR! that messages carry; with an address, sets it. */
export async function tautan(text: string | undefined, { oleh, json = false }: Options): Promise<void> {
  if (text === undefined) return withBookOrShipped(({ sql }) => show(readLaporLink(openSettings(sql)), json));
  const link = text.trim().toLowerCase() === "bawaan" ? frontDoor : parseLaporLink(text);
  await withBook((db) => {
    db.sql.transaction(() => save(db, link, oleh ?? null)).immediate();
    show(link, json);
  });
}

function save(db: Db, link: string, by: string | null): void {
  const settings = openSettings(db.sql);
  const before = readLaporLink(settings);
  if (before === link) return;
  saveLaporLink(settings, link);
  writeAudit(db, {
    now: currentInstant(),
    action: "sumber.tautan",
    subject: "Tautan LAPOR! dalam pesan",
    before: { tautan: before },
    after: { tautan: link },
    by,
  });
}

function show(link: string, json: boolean): void {
  if (json) return printJson({ link, isDefault: link === frontDoor });
  printLine(`Tautan LAPOR! dalam pesan: ${link}${link === frontDoor ? " (bawaan)" : ""}`);
  if (link.includes("{id}")) printLine(`Untuk laporan 9100001: ${fillLink(link, "9100001")}`);
  if (link !== frontDoor) return;
  printLine("Bila tiap laporan punya halaman sendiri, tulis {id} di tempat nomornya, misalnya:");
  printLine(`  siaga sumber tautan "${frontDoor}/pengaduan/{id}"`);
}
