import type { Instant } from "../calendar/contract.ts";
import { remindAgain } from "../escalation/rebase.ts";
import { withdraw } from "../escalation/settle.ts";
import type { Escalation, Office } from "../escalation/contract.ts";
import type { Rule } from "../rules/contract.ts";
import type { Desk } from "./desk.ts";

/** What applying a rule did to one open run. */
export interface Applied {
  readonly run: Escalation;
  readonly after: Escalation;
}

export interface Application {
  readonly applied: readonly Applied[];
  /** Runs whose words are leaving at this very moment, left as they are: somebody would be told twice, or never. */
  readonly busy: readonly Escalation[];
}

/** A message on its way, or one of a step of which a colleague, or the other channel, has the words already. */
const halfSent = `
  select e.id from outbox o join escalations e on e.id = o.escalationId
  where o.state = 'sending' or (o.state = 'pending' and o.occurrence = 0 and e.toldAt is not null)`;

/** Puts every open run of a rule under its current version. Call it inside a transaction. */
export function applyRule(desk: Desk, office: Office, rule: Rule, now: Instant): Application {
  const leaving = new Set(desk.sql.prepare<[], number>(halfSent).pluck().all());
  const runs = desk.escalations
    .open()
    .filter((run) => run.ruleId === rule.id && run.ruleVersionId !== rule.current.versionId);
  const isBusy = (run: Escalation) => leaving.has(run.id);
  const applied = runs
    .filter((run) => !isBusy(run))
    .map((run) => {
      desk.clerk.rebase(run, rule.current, office, now);
      return { run, after: desk.escalations.find(run.id) ?? run };
    });
  return { applied, busy: runs.filter(isBusy) };
}

/**
 * Takes an application back for the runs that did not move on since; returns them. What officials said meanwhile stays said,
 * and a step that had told nobody yet fires again. Call it inside a transaction.
 */
export function takeRuleBack(
  desk: Desk,
  office: Office,
  applied: readonly Applied[],
  now: Instant,
): Escalation[] {
  return applied.filter((each) => restore(desk, office, each, now)).map(({ run }) => run);
}

function restore(desk: Desk, office: Office, { run, after }: Applied, now: Instant): boolean {
  const present = desk.escalations.find(run.id);
  if (!present || present.state === "ended" || hasMovedOn(after, present)) return false;
  const { escalation } = withdraw(run);
  const was = { ...escalation, ...remindAgain(escalation) };
  const { ruleId, ruleVersionId, nextStep, firedAt, toldAt, toldBefore, unreachable } = was;
  const { reminders, remindFrom, notBefore } = was;
  return desk.clerk.change(
    run.id,
    (current) => ({
      escalation: {
        ...current,
        ruleId,
        ruleVersionId,
        nextStep,
        firedAt,
        toldAt,
        toldBefore,
        unreachable,
        reminders,
        remindFrom,
        notBefore,
      },
      log: [{ event: "rebase_undone", step: nextStep, detail: {} }],
    }),
    office,
    now,
  );
}

const progress = ["ruleVersionId", "nextStep", "firedAt", "toldAt", "reminders"] as const;

/** Somebody was told since, or the run is under yet another version. */
function hasMovedOn(after: Escalation, present: Escalation): boolean {
  return progress.some((field) => after[field] !== present[field]);
}
