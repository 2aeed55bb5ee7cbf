// Only these: "Disdukcapil" or "PUPR" may mean another office elsewhere, so Kominfo adds such spellings as aliases.
const spelledOut: Readonly<Record<string, string>> = {
  "&": "dan",
  kab: "kabupaten",
  kec: "kecamatan",
  prov: "provinsi",
  pemda: "pemerintah daerah",
  pemkab: "pemerintah kabupaten",
  pemkot: "pemerintah kota",
  pemprov: "pemerintah provinsi",
};

/**
 * The spelling by which office names are compared: lower case, without punctuation, accents and doubled spaces, with
 * "Kab." and its like spelled out. Folding a folded name changes nothing.
 */
export function foldName(text: string): string {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/\p{M}|['’‘`´]/gu, "")
    .replaceAll(/[^\p{L}\p{N}&]+/gu, " ")
    .replaceAll("&", " & ")
    .split(" ")
    .filter((word) => word !== "")
    .map((word) => (Object.hasOwn(spelledOut, word) ? spelledOut[word] : word))
    .join(" ");
}
