import { draftOf } from "../../rules/draft.ts";
import { formatRule } from "../../rules/format.ts";
import { withBookOrShipped } from "../shared/book.ts";
import { printJson, printLine } from "../shared/print.ts";
import { chooseRule } from "./choose.ts";

/** `siaga aturan lihat`: as YAML, the very form that `atur --berkas` reads. */
export async function lihat(name: string, { json }: { json?: true }): Promise<void> {
  const { stringify } = await import("yaml");
  await withBookOrShipped(({ sql }) => {
    const rule = chooseRule(sql, name);
    const written = formatRule(draftOf(rule));
    if (json) return printJson({ ...written, version: rule.current.version });
    printLine(`# versi ${rule.current.version}`);
    return printLine(stringify(written, { lineWidth: 0 }).trimEnd());
  });
}
