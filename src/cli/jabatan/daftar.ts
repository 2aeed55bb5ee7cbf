import { currentHolders } from "../../people/lookup.ts";
import { loadPeople } from "../../people/store.ts";
import { chooseUnit } from "../people/choose.ts";
import { todayAt } from "../people/today.ts";
import { currentInstant, withBookOrShipped } from "../shared/book.ts";
import { readConfig } from "../shared/config-file/read-book.ts";
import { printJsonLines, printTable } from "../shared/print.ts";

interface Options {
  readonly opd?: string;
  readonly json?: true;
}

/** `siaga jabatan daftar` */
export async function daftar({ opd, json }: Options): Promise<void> {
  await withBookOrShipped(({ sql }) => {
    const config = readConfig(sql);
    const only = opd === undefined ? null : chooseUnit(config, opd).code;
    const people = loadPeople(sql);
    const today = todayAt(sql, people, currentInstant());
    const ids = new Map(config.units.map(({ id, code }) => [code, id ?? 0]));
    const rows = config.posts
      .filter(({ unit }) => only === null || unit === only)
      .map(({ unit, post }) => {
        const unitId = ids.get(unit) ?? 0;
        const holders = currentHolders(people, unitId, post, today(unitId)).map(({ name, kind }) => ({
          name,
          kind,
        }));
        return { unit, post, holders };
      });
    if (json) return printJsonLines(rows);
    return printTable(
      ["OPD", "Jabatan", "Pemangku hari ini"],
      rows.map(({ unit, post, holders }) => [unit, post, holders.map(describe).join("\n") || "kosong"]),
      "Belum ada jabatan. Tambahkan: siaga jabatan tambah OPD JABATAN.",
    );
  });
}

function describe({ name, kind }: { name: string; kind: string }): string {
  return kind === "definitif" ? name : `${name} (${kind})`;
}
