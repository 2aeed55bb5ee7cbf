import { UserError } from "../user-error.ts";
import type { RuleDraft } from "./draft.ts";
import { nameRulePlace } from "./field-names.ts";
import { faultsOf, markMissing } from "./issues.ts";
import { ruleSchema } from "./schema.ts";

/** A rule as YAML or JSON gave it. Throws UserError with every fault, each with the field it is in. */
export function parseRule(written: unknown): RuleDraft {
  const read = ruleSchema.safeParse(written, { error: markMissing });
  if (read.success) return read.data;
  const faults = faultsOf(read.error).map(({ path, message }) =>
    [nameRulePlace(path), message.replace(/\.$/u, "")].filter(Boolean).join(": "),
  );
  throw new UserError(`Aturan tidak dapat dipakai: ${faults.join("; ")}.`);
}
