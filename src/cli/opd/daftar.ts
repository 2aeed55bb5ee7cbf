import { loadPeople } from "../../people/store.ts";
import { withBookOrShipped } from "../shared/book.ts";
import { readConfig } from "../shared/config-file/read-book.ts";
import { printJsonLines, printTable } from "../shared/print.ts";

/** `siaga opd daftar` */
export async function daftar({ json }: { json?: true }): Promise<void> {
  await withBookOrShipped(({ sql }) => {
    const { units } = loadPeople(sql);
    const rows = readConfig(sql).units.map(({ id, ...unit }) => ({
      ...unit,
      /** The calendar that applies, its own or its parent's. */
      effectiveCalendar: units.get(id ?? 0)?.calendar ?? null,
    }));
    if (json) return printJsonLines(rows);
    return printTable(
      ["Kode", "Nama", "Sebutan pimpinan", "ID LAPOR!", "Induk", "Kalender", "Ejaan lain"],
      rows.map((row) => [
        row.code,
        row.name,
        row.sebutan,
        row.externalId,
        row.parent,
        row.effectiveCalendar ?? "belum dipilih",
        row.aliases.join("\n") || null,
      ]),
      "Belum ada OPD. Mulai dengan: siaga siapkan, atau siaga konfig impor BERKAS.",
    );
  });
}
