import type { Step } from "./contract.ts";
import type { RuleDraft } from "./draft.ts";

/** What a rule may name. */
export interface KnownNames {
  /** Every post that any unit has. */
  readonly posts: ReadonlySet<string>;
  readonly unitCodes: ReadonlySet<string>;
}

/** What is allowed but probably not meant, one Indonesian sentence each. */
export function lintRule(rule: RuleDraft, { posts, unitCodes }: KnownNames): string[] {
  const strangers = rule.steps.flatMap(({ post }, index) =>
    posts.has(post)
      ? []
      : [`Jenjang ${index + 1}: jabatan ${post} belum ada di OPD mana pun. Lihat \`siaga jabatan daftar\`.`],
  );
  const units = (rule.match.unit ?? [])
    .filter((code) => !unitCodes.has(code))
    .map((code) => `OPD ${code} pada syarat aturan (cocok: unit) belum ada. Lihat \`siaga opd daftar\`.`);
  const early = rule.steps.flatMap((step, index) =>
    isEarlier(step, rule.steps[index - 1])
      ? [
          `Jenjang ${index + 1} ditulis lebih awal daripada jenjang ${index}; ia menunggu jenjang ${index} dan jedanya.`,
        ]
      : [],
  );
  return [...strangers, ...units, ...early];
}

function isEarlier({ after }: Step, previous: Step | undefined): boolean {
  if (previous === undefined || after.kind !== previous.after.kind) return false;
  return lengthOf(after) < lengthOf(previous.after);
}

function lengthOf(duration: Step["after"]): number {
  return duration.kind === "workingDays" ? duration.days : duration.seconds;
}
