import type { Instant } from "../calendar/contract.ts";
import { remindAgain } from "../escalation/rebase.ts";
import { withdraw } from "../escalation/settle.ts";
import type { Escalation, Office } from "../escalation/contract.ts";
import type { Rule } from "../rules/contract.ts";
import { matches } from "../rules/match.ts";
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
  /** Runs whose complaint the present version does not match: they go on under the version with which they began. */
  readonly left: readonly Escalation[];
}

/** A message on its way, or one of a step of which a colleague, or the other channel, has the words already. */
const halfSent = `
  select e.id from outbox o join escalations e on e.id = o.escalationId
  where o.state = 'sending' or (o.state = 'pending' and o.occurrence = 0 and e.toldAt is not null)`;

/** Puts the open runs of a rule under its current version, if that still matches them. Call it inside a transaction. */
export function applyRule(desk: Desk, office: Office, rule: Rule, now: Instant): Application {
  const leaving = new Set(desk.sql.prepare<[], number>(halfSent).pluck().all());
  const runs = desk.escalations
    .open()
    .filter((run) => run.ruleId === rule.id && run.ruleVersionId !== rule.current.versionId);
  const { taken = [], left = [] } = Object.groupBy(runs, (run) =>
    isTaken(run, rule, desk, office) ? "taken" : "left",
  );
  const { busy = [], free = [] } = Object.groupBy(taken, ({ id }) => (leaving.has(id) ? "busy" : "free"));
  const applied = free.map((run) => {
    desk.clerk.rebase(run, rule.current, office, now);
    return { run, after: desk.escalations.find(run.id) ?? run };
  });
  return { applied, busy, left };
}

/** A rule says nothing of complaints that it does not match, nor of another clock. */
function isTaken(run: Escalation, rule: Rule, { book }: Desk, { people }: Office): boolean {
  const { clock, match } = rule.current;
  if (run.clock !== clock) return false;
  if (Object.keys(match).length === 0) return true;
  const complaint = book.find(run.trackingId);
  return complaint !== null && matches(rule, complaint, people.units.get(complaint.opdId ?? 0)?.code ?? null);
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
