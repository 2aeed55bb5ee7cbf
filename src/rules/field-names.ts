/** How people call what is written in a rule. */
export const ruleWords: Readonly<Record<string, string>> = {
  name: "nama",
  clock: "waktu",
  match: "cocok",
  limit: "batas",
  gap: "jeda",
  reopen: "buka lagi",
  order: "urutan",
  active: "aktif",
  steps: "jenjang",
  after: "setelah",
  post: "jabatan",
  channels: "saluran",
  window: "jendela",
  remind: "pengingat",
  every: "tiap",
  max: "paling banyak",
  deliver: "kirim",
  classification: "klasifikasi",
  category: "kategori",
  unit: "OPD",
  channel: "sumber laporan",
  priority: "prioritas",
};

/** ["steps", 1, "after"] is "jenjang 2, setelah (after)": what people say, and the key that stands in their file. "" for the whole. */
export function nameRulePlace(path: readonly (string | number)[]): string {
  const words = path.reduce<string[]>((said, part) => {
    if (typeof part === "string") return [...said, ruleWords[part] ?? part];
    return [...said.slice(0, -1), `${said.at(-1) ?? ""} ${part + 1}`.trim()];
  }, []);
  const key = path.at(-1);
  const isTranslated = typeof key === "string" && key in ruleWords && ruleWords[key] !== key;
  return words.length === 0 ? "" : `${words.join(", ")}${isTranslated ? ` (${key})` : ""}`;
}
