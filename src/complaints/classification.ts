import type { Classification } from "./contract.ts";
import { foldWords } from "./status-words.ts";

/** The classes of LAPOR! (PermenPANRB 62/2018 and its successor 5/2025), with the code names of our own files. */
const classByKey: ReadonlyMap<string, Classification> = new Map([
  ["permintaan informasi", "permintaan_informasi"],
  ["informasi", "permintaan_informasi"],
  ["pengaduan tidak berkadar pengawasan", "pengaduan_tidak_berkadar"],
  ["pengaduan tidak berkadar", "pengaduan_tidak_berkadar"],
  ["tidak berkadar pengawasan", "pengaduan_tidak_berkadar"],
  ["pengaduan berkadar pengawasan", "pengaduan_berkadar"],
  ["pengaduan berkadar", "pengaduan_berkadar"],
  ["berkadar pengawasan", "pengaduan_berkadar"],
  ["aspirasi", "aspirasi"],
]);

/** The classes that LAPOR! has. */
export const classNames: readonly Classification[] = [...new Set(classByKey.values())];

/** They in words, for whoever wrote another. */
export const classWords =
  "permintaan informasi, pengaduan tidak berkadar pengawasan, pengaduan berkadar pengawasan, atau aspirasi";

/** What the column Klasifikasi Laporan means: null for an empty cell, "lain" for a class this table does not know. */
export function classificationOf(text: string): Classification | null {
  const key = foldWords(text);
  return key === "" ? null : (classByKey.get(key) ?? "lain");
}
