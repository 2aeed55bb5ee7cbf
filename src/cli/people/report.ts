import { type Change, findFieldChanges } from "../shared/config-file/differ.ts";
import type { Plan } from "../shared/config-file/change-config.ts";
import { nameField, nameValue } from "../shared/config-file/field-names.ts";
import { sectionNames } from "../shared/config-file/shape.ts";
import { printLine } from "../shared/print.ts";

const verbs = { added: "Ditambahkan", removed: "Dihapus", changed: "Diubah" } as const;

/** Says on the terminal what was done, one line a change, and what to look after. */
export function reportPlan({ changes, warnings }: Plan): void {
  if (changes.length === 0) printLine("Tidak ada yang berubah.");
  for (const change of changes) printLine(`${verbs[change.change]}: ${describeChange(change)}.`);
  for (const warning of warnings) printLine(`Perhatian: ${warning}`);
}

/** "Kontak dinkes/admin/Budi (WhatsApp: – → +6281200000001)" */
function describeChange({ section, key, before, after }: Change): string {
  const subject = `${sectionNames[section]} ${key}`;
  if (before === null || after === null) return subject;
  return `${subject} (${describeFields(findFieldChanges(before, after)).join("; ")})`;
}

/** "WhatsApp: – → +6281200000001" for each. */
export function describeFields(fields: ReturnType<typeof findFieldChanges>): string[] {
  return fields.map(
    ({ field, before, after }) => `${nameField(field)}: ${nameValue(before)} → ${nameValue(after)}`,
  );
}
