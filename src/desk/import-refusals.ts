import { dateOfDay } from "../calendar/civil.ts";
import type { Instant } from "../calendar/contract.ts";
import { quoted } from "../calendar/quoted.ts";
import type { People } from "../people/contract.ts";
import { foldRegion } from "../people/region.ts";
import { resolveUnit } from "../people/resolve-unit.ts";
import type { ExportHead } from "../sources/contract.ts";
import { UserError } from "../user-error.ts";
import type { FileSource } from "./file-source.ts";

const daySeconds = 86_400;

/** The export of another kabupaten, kota or provinsi would bring its complaints into this book. Throws UserError. */
export function refuseOtherPemda({ institutionName }: ExportHead, people: People): void {
  if (institutionName === null || people.root === null) return;
  const named = foldRegion(institutionName);
  const isOther = named.kind !== people.region.kind || named.name !== people.region.name;
  if (named.kind === null || !isOther) return;
  const found = resolveUnit(people, { name: institutionName });
  if (found.kind === "unit" && found.unit.id === people.root.id) return;
  throw new UserError(
    `Berkas ini milik ${quoted(institutionName)}, sedangkan Siaga ini untuk ${quoted(people.root.name)}. Unduh ekspor Pemda sendiri, atau bila memang benar: siaga laporan impor BERKAS --paksa.`,
  );
}

/** Nothing is missing: a newer export was read. */
export class OlderExport extends UserError {}

/** By days: of two exports of one day nobody can say which came first. Throws UserError. */
export function refuseOlder(asOf: Instant, source: FileSource): void {
  const dayOf = (moment: Instant) => dateOfDay(Math.floor((moment + source.offsetMinutes * 60) / daySeconds));
  if (source.asOf === null || dayOf(asOf) >= dayOf(source.asOf)) return;
  throw new OlderExport(
    `Berkas ini dibuat ${dayOf(asOf)}, lebih lama daripada ekspor terakhir yang sudah diimpor (${dayOf(source.asOf)}). Pakai ekspor terbaru, atau: siaga laporan impor BERKAS --paksa.`,
  );
}
