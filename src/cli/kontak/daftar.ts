import { formatDate } from "../../calendar/format.ts";
import type { Holder } from "../../people/contract.ts";
import { loadPeople } from "../../people/store.ts";
import { choosePost, chooseUnit } from "../people/choose.ts";
import { todayAt } from "../people/today.ts";
import { currentInstant, withBookOrShipped } from "../shared/book.ts";
import { readConfig } from "../shared/config-file/read-book.ts";
import { printJsonLines, printTable } from "../shared/print.ts";

interface Options {
  readonly opd?: string;
  readonly jabatan?: string;
  readonly semua?: true;
  readonly json?: true;
}

/** `siaga kontak daftar` */
export async function daftar({ opd, jabatan, semua, json }: Options): Promise<void> {
  await withBookOrShipped(({ sql }) => {
    const config = readConfig(sql);
    const unit = opd === undefined ? null : chooseUnit(config, opd);
    if (unit !== null && jabatan !== undefined) choosePost(config, unit, jabatan);
    const people = loadPeople(sql);
    const today = todayAt(sql, people, currentInstant());
    const isOver = ({ leftAt, to, unitId }: Holder) => leftAt !== null || (to !== null && to < today(unitId));
    const rows = [...people.holdersByPost.values()]
      .flat()
      .filter((holder) => unit === null || holder.unitId === unit.id)
      .filter((holder) => jabatan === undefined || holder.post === jabatan)
      .filter((holder) => semua || !isOver(holder))
      .toSorted((one, other) => one.unitId - other.unitId || one.id - other.id)
      .map(({ unitId, ...holder }) => ({ ...holder, unit: people.units.get(unitId)?.code ?? "" }));
    if (json) return printJsonLines(rows);
    return printTable(
      ["No", "OPD", "Jabatan", "Nama", "Jenis", "WhatsApp", "Email", "Masa"],
      rows.map(({ id, unit, post, name, kind, ...rest }) => [
        id,
        unit,
        post,
        name,
        kind,
        describeWa(rest),
        rest.email === null || rest.emailUsable ? rest.email : `${rest.email} (dimatikan)`,
        describeTerm(rest),
      ]),
      "Tidak ada kontak. Menambahkan: siaga kontak tambah OPD JABATAN NAMA.",
    );
  });
}

function describeWa({ wa, waUsable }: Pick<Holder, "wa" | "waUsable">): string | null {
  return wa === null || waUsable ? wa : `${wa} (belum terdaftar atau berhenti)`;
}

function describeTerm({ from, to, leftAt }: Pick<Holder, "from" | "to" | "leftAt">): string | null {
  if (leftAt !== null) return "pindah";
  if (from === null && to === null) return null;
  return [from === null ? "" : `mulai ${formatDate(from)}`, to === null ? "" : `sampai ${formatDate(to)}`]
    .filter(Boolean)
    .join(" ");
}
