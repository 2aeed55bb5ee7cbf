import type { RuleVersion } from "../rules/contract.ts";
import type { Escalation } from "./contract.ts";

/**
 * An open run under another version of its rule (escalation.md section 7): its own anchor stays; what was told stays told; it
 * goes on with the first surviving step above the highest post that was told. Reminders go on only if that post's step survives.
 */
export function rebase(run: Escalation, from: RuleVersion, to: RuleVersion): Escalation {
  const told = new Set(from.steps.slice(0, run.nextStep - 1).map(({ post }) => post));
  const highest = to.steps.findLastIndex(({ post }) => told.has(post));
  const lastFired = from.steps[run.nextStep - 2]?.post;
  const isLastThere = highest >= 0 && to.steps[highest]?.post === lastFired;
  return {
    ...run,
    ruleId: to.ruleId,
    ruleVersionId: to.versionId,
    nextStep: highest + 2,
    // numbers of steps begin anew, and no message may pass for one of before
    round: run.round + 1,
    ...(isLastThere ? remindAgain(run) : { remindFrom: null, reminders: 0 }),
    // with nothing told under the new steps the first one owes no gap to anybody
    ...(highest < 0 ? { toldAt: null, toldBefore: null } : {}),
  };
}

/** A reminder that still waited was called back with the old version: it is due again. Who was unreachable has none. */
export function remindAgain({ reminders, remindFrom, toldAt, unreachable }: Escalation): Partial<Escalation> {
  const isCalledBack = reminders > 0 && remindFrom === null && toldAt !== null && !unreachable;
  return isCalledBack ? { reminders: reminders - 1, remindFrom: toldAt } : {};
}
