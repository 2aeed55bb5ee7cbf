import { addDuration } from "../calendar/arithmetic.ts";
import type { Calendar, Instant } from "../calendar/contract.ts";
import type { Rule, Step } from "./contract.ts";
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
    .map((code) => `OPD ${code} pada match.unit belum ada. Lihat \`siaga opd daftar\`.`);
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

/** Where and when a rule is tried out. */
interface Trial {
  readonly calendar: Calendar;
  readonly from: Instant;
}

/** What the timing of a rule, or its place among the others, makes pointless or unfair; one Indonesian sentence each. */
export function lintTiming(rule: RuleDraft, others: readonly Rule[], { calendar, from }: Trial): string[] {
  const warnings: string[] = [];
  const shadow = others.find((other) => other.name !== rule.name && shadows(other, rule));
  if (shadow)
    warnings.push(
      `Aturan ini tidak pernah cocok: "${shadow.name}" berlaku untuk semua laporan dan dicocokkan lebih dahulu.`,
    );
  for (const [index, step] of rule.steps.entries()) {
    const below = rule.steps[index - 1];
    if (!below) continue;
    const own = addDuration(calendar, from, step.after);
    const belowAt = addDuration(calendar, from, below.after);
    if (belowAt <= own && own < addDuration(calendar, belowAt, rule.gap))
      warnings.push(
        `Jenjang ${index + 1} (${step.post}) jatuh tempo sebelum ${below.post} sempat bertindak; jeda ${rule.gap.text} yang menentukan.`,
      );
  }
  return warnings;
}

function shadows(other: Rule, rule: RuleDraft): boolean {
  const isEarlier = other.order < rule.order;
  return (
    other.active &&
    isEarlier &&
    other.current.clock === rule.clock &&
    Object.keys(other.current.match).length === 0
  );
}
