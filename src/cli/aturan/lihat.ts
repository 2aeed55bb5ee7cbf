import type { Sql } from "../../../db/open.ts";
import type { Rule, RuleVersion } from "../../rules/contract.ts";
import { draftOf } from "../../rules/draft.ts";
import { formatRule } from "../../rules/format.ts";
import { loadRuleHistory } from "../../rules/store.ts";
import { UserError } from "../../user-error.ts";
import { withBookOrShipped } from "../shared/book.ts";
import { printJson, printLine } from "../shared/print.ts";
import { chooseRule } from "./choose.ts";
import { readShippedVersions, shippedLabel } from "./shipped.ts";

/** `siaga aturan lihat`: as YAML, the very form that `atur --berkas` reads. */
export async function lihat(name: string, { json, versi }: { json?: true; versi?: string }): Promise<void> {
  const { stringify } = await import("yaml");
  await withBookOrShipped(({ sql }) => {
    const rule = chooseRule(sql, name);
    const current = versi === undefined ? rule.current : chooseVersion(sql, rule, versi);
    const written = formatRule(draftOf({ ...rule, current }));
    if (json) return printJson({ ...written, version: current.version });
    const isShipped = readShippedVersions(sql).has(current.versionId);
    printLine(`# versi ${current.version}${isShipped ? `, ${shippedLabel}` : ""}`);
    return printLine(stringify(written, { lineWidth: 0 }).trimEnd());
  });
}

/** Throws UserError. */
function chooseVersion(sql: Sql, { id, current }: Rule, number: string): RuleVersion {
  const chosen = loadRuleHistory(sql, id).find(({ version }) => String(version.version) === number);
  if (chosen) return chosen.version;
  throw new UserError(
    `Versi ${number} tidak ada. Pilih 1 sampai ${current.version}; lihat: siaga aturan riwayat "${current.name}".`,
  );
}
