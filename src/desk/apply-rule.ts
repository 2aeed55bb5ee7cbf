import type { Instant } from "../calendar/contract.ts";
import { withoutMissingYear } from "../calendar/missing-year.ts";
import { calendarOf } from "../escalation/calendar-of.ts";
import { graceMoment } from "../escalation/grace.ts";
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

/** What became of the runs of an application that is taken back. */
export interface TakenBack {
  readonly restored: readonly Escalation[];
  /** Those that ended since, such as by an answer. */
  readonly ended: readonly Escalation[];
  /** Those in which somebody was told since: they stay as they are. */
  readonly movedOn: readonly Escalation[];
}

/**
 * Takes an application back for the runs that did not move on since. What officials said meanwhile stays said, a step that had
 * told nobody yet fires again, and a step that would already be past comes one working hour from now (escalation.md section 7).
 * Call it inside a transaction.
 */
export function takeRuleBack(
  desk: Desk,
  office: Office,
  applied: readonly Applied[],
  now: Instant,
): TakenBack {
  const fates = Map.groupBy(applied, ({ run, after }) => fateOf(after, desk.escalations.find(run.id)));
  const runsOf = (fate: keyof TakenBack) => (fates.get(fate) ?? []).map(({ run }) => run);
  const restored = runsOf("restored");
  for (const run of restored) {
    restore(desk, office, run, now);
    delayOverdue(desk, office, run.id, now);
  }
  return { restored, ended: runsOf("ended"), movedOn: runsOf("movedOn") };
}

function fateOf(after: Escalation, present: Escalation | null): keyof TakenBack {
  if (!present || present.state === "ended") return "ended";
  return hasMovedOn(after, present) ? "movedOn" : "restored";
}

/** A reminder that waited comes as it would have: whoever gets it was told before. */
function delayOverdue(desk: Desk, office: Office, id: number, now: Instant): void {
  const run = desk.escalations.find(id);
  const calendar = run && calendarOf(office, run.unitId);
  if (!calendar || Math.max(run.dueAt ?? Infinity, run.stepDueAt ?? Infinity) > now) return;
  const notBefore = withoutMissingYear(() => graceMoment(calendar, now));
  if (notBefore === null) return;
  desk.clerk.change(id, (current) => ({ escalation: { ...current, notBefore }, log: [] }), office, now);
}

function restore(desk: Desk, office: Office, run: Escalation, now: Instant): void {
  const { escalation } = withdraw(run);
  const was = { ...escalation, ...remindAgain(escalation) };
  const { ruleId, ruleVersionId, nextStep, firedAt, toldAt, toldBefore, unreachable } = was;
  const { reminders, remindFrom, notBefore } = was;
  desk.clerk.change(
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
