import type { Region } from "./contract.ts";
import { foldName } from "./fold-name.ts";

const regionKinds = ["kabupaten", "kota", "provinsi"] as const;

/** Kinds of office of which there are many: alone they name none, so "Kecamatan Contoh" keeps its last word. */
const kindsOfOffice = new Set(
  "badan bagian desa dinas kantor kecamatan kelurahan puskesmas rsud sekretariat upt uptd".split(" "),
);

export const unknownRegion: Region = { kind: null, name: null };

/** All spellings of the Pemda itself become this one. */
const pemda = "pemerintah";

/** The region in the root unit's name: "Pemerintah Kabupaten Contoh" is the kabupaten "contoh". */
export function foldRegion(rootName: string): Region {
  const words = foldName(rootName).split(" ");
  if (words[0] === "pemerintah") words.shift();
  if (words[0] === "daerah") words.shift();
  const kind = regionKinds.find((kind) => kind === words[0]) ?? null;
  const name = words.slice(kind === null ? 0 : 1).join(" ");
  return { kind, name: name === "" ? null : name };
}

/**
 * A folded name without the region's own: "dinas kesehatan kabupaten contoh", "dinas kesehatan contoh" and
 * "dinas kesehatan" become one. Another region's name stays ("dinas kesehatan kota contoh" in the kabupaten), for that
 * is another office.
 */
export function bareName(folded: string, region: Region): string {
  if (isPemda(folded, region)) return pemda;
  const inner = withoutPrefix(folded, region);
  const bare = withoutSuffix(inner, region);
  if (!kindsOfOffice.has(bare)) return bare;
  return region.name !== null && inner.endsWith(` ${region.name}`) ? `${bare} ${region.name}` : inner;
}

function isPemda(folded: string, region: Region): boolean {
  const left = cutRegion(` ${folded}`, region)?.trim();
  return left === "pemerintah" || left === "pemerintah daerah" || (left === "" && folded !== region.name);
}

/** "pemerintah kabupaten contoh dinas kesehatan" → "dinas kesehatan" */
function withoutPrefix(folded: string, { kind, name }: Region): string {
  if (kind === null || name === null) return folded;
  const heads = [`pemerintah daerah ${kind} ${name} `, `pemerintah ${kind} ${name} `, `${kind} ${name} `];
  const head = heads.find((head) => folded.startsWith(head)) ?? "";
  return folded.slice(head.length);
}

/** "dinas kesehatan pemerintah kabupaten contoh" → "dinas kesehatan" */
function withoutSuffix(folded: string, region: Region): string {
  const left = cutRegion(folded, region);
  if (left === null) return folded;
  return cutEnd(left, "pemerintah daerah") ?? cutEnd(left, "pemerintah") ?? left;
}

/** The text before "kabupaten contoh", "contoh" or "kabupaten" at its end; null where none of them stands there. */
function cutRegion(text: string, { kind, name }: Region): string | null {
  const beforeName = name === null ? null : cutEnd(text, name);
  const left = beforeName ?? text;
  const beforeKind = kind === null ? null : cutEnd(left, kind);
  if (beforeKind !== null) return beforeKind;
  return regionKinds.some((other) => cutEnd(left, other) !== null) ? null : beforeName;
}

/** The text before a whole word or words at its end. */
function cutEnd(text: string, end: string): string | null {
  return text.endsWith(` ${end}`) ? text.slice(0, -end.length - 1) : null;
}
