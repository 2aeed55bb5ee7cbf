import type { Rule } from "../../rules/contract.ts";
import { draftOf } from "../../rules/draft.ts";
import { formatRule } from "../../rules/format.ts";
import { loadRules } from "../../rules/store.ts";
import { withBookOrShipped } from "../shared/book.ts";
import { printJsonLines, printLine, printTable } from "../shared/print.ts";
import { nameValue } from "../shared/config-file/field-names.ts";
import { describeMatch } from "./describe.ts";
import { readShippedVersions, shippedLabel } from "./shipped.ts";

/** `siaga aturan daftar` */
export async function daftar({ json }: { json?: true }): Promise<void> {
  await withBookOrShipped(({ sql }) => {
    const rules = loadRules(sql);
    if (json)
      return printJsonLines(
        rules.map((rule) => ({ ...formatRule(draftOf(rule)), version: rule.current.version })),
      );
    const shipped = readShippedVersions(sql);
    const isShipped = ({ current }: Rule) => shipped.has(current.versionId);
    printTable(
      ["Urutan", "Nama", "Waktu", "Laporan", "Batas", "Jenjang", "Keadaan", "Versi"],
      rules.map((rule) => {
        const { order, active, current } = rule;
        const { name, clock, match, limit, steps, version } = current;
        return [
          order,
          name,
          nameValue(clock),
          describeMatch(match),
          limit.text,
          steps.map(({ post }) => post).join(" → "),
          active ? "menyala" : "mati",
          `${version}${isShipped(rule) ? "*" : ""}`,
        ];
      }),
      "Belum ada aturan, jadi tidak ada yang diberi tahu. Buat: siaga aturan atur --berkas BERKAS.",
    );
    if (rules.some(isShipped)) printLine(`* ${shippedLabel}.`);
    return undefined;
  });
}
