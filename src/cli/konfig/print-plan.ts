import { describeFields } from "../people/report.ts";
import type { Plan } from "../shared/config-file/change-config.ts";
import { type Change, findFieldChanges } from "../shared/config-file/differ.ts";
import { type Section, sectionNames, sections } from "../shared/config-file/shape.ts";
import { printJson, printLine } from "../shared/print.ts";

export interface Shown {
  readonly json: boolean;
  /** What the file speaks of: of these also "no difference" is said. */
  readonly asked?: readonly Section[];
  /** Whether it was done, or is only shown. */
  readonly applied: boolean;
}

const signs = { added: "+", removed: "-", changed: "~" } as const;

/** The difference, section by section: + added, - removed, ~ changed with its fields. */
export function printPlan({ changes, warnings }: Plan, { json, applied, asked = [] }: Shown): void {
  if (json) return printJson({ applied, changes, warnings });
  if (changes.length === 0) printLine("Tidak ada perbedaan.");
  for (const section of sections) {
    const own = changes.filter((change) => change.section === section);
    if (own.length > 0) printLine(sectionNames[section]);
    else if (changes.length > 0 && asked.includes(section))
      printLine(`${sectionNames[section]}: tidak ada perbedaan`);
    for (const change of own) printChange(change);
  }
  for (const warning of warnings) printLine(`Perhatian: ${warning}`);
  return undefined;
}

function printChange({ change, key, before, after }: Change): void {
  printLine(`  ${signs[change]} ${key}${change === "added" ? describeAdded(after) : ""}`);
  if (before === null || after === null) return;
  for (const line of describeFields(findFieldChanges(before, after))) printLine(`      ${line}`);
}

/** What tells a new entry apart besides its key. */
function describeAdded(after: Change["after"]): string {
  const { name, code, kind } = after ?? {};
  const what = code === undefined ? kind : name;
  return typeof what === "string" ? `  ${what}` : "";
}
