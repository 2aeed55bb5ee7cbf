import { Document, isMap, isScalar, isSeq } from "yaml";
import { formatSection } from "./format.ts";
import { type Config, sections } from "./shape.ts";

/** The first line of every file that the export wrote. */
export const exportMark = "# Konfigurasi Siaga.";

const head = `${exportMark} Bagian yang ada menggantikan seluruh isi bagian itu; bagian yang dihapus dari berkas ini
# dibiarkan. Lihat perbedaannya: siaga konfig impor BERKAS --uji. Berkas ini memuat nomor telepon: simpan dengan aman.
`;

/** Parts that are short enough to stand on one line, so that a change is one line of a comparison. */
const oneLiners = [
  ["posts"],
  ["calendars", "holidays"],
  ["units", "aliases"],
  ["rules", "match"],
  ["rules", "steps", "remind"],
];

/** The whole configuration as YAML; the same configuration gives the same bytes. */
export function writeConfigFile(config: Config): string {
  const document = new Document(
    Object.fromEntries(sections.map((section) => [section, formatSection(section, config)])),
  );
  for (const path of oneLiners) flatten(document.contents, path);
  const body = document.toString({ lineWidth: 0 });
  return head + body.replaceAll(/^(?=[a-z]+:)/gmu, "\n");
}

/** Writes what stands at the end of the path, in every list on the way, on one line each. */
function flatten(node: unknown, path: readonly string[]): void {
  if (isSeq(node) && path.length === 0 && node.items.every(isScalar)) node.flow = true;
  else if (isSeq(node)) for (const item of node.items) flatten(item, path);
  else if (isMap(node)) {
    const [step, ...rest] = path;
    if (step === undefined) node.flow = true;
    else flatten(node.get(step, true), rest);
  }
}
