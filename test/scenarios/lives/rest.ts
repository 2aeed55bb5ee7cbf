import type { Db } from "../../../db/open.ts";
import type { Complaint } from "../../../src/complaints/contract.ts";
import { complaintOfRow } from "../../../src/complaints/store.ts";
import type { Escalation } from "../../../src/escalation/contract.ts";
import type { Message } from "../../../src/outbox/contract.ts";
import type { RuleVersion } from "../../../src/rules/contract.ts";
import { endedStatuses } from "./oracles/kinds.ts";
import { calendarOf, canReach, isInWindow, localTime } from "./place.ts";
import type { World } from "./trace.ts";

// What must be so whenever the bot has nothing left to do at this moment: no chain is forgotten.

interface Resting extends World {
  readonly now: number;
  readonly ruleVersion: (id: number) => RuleVersion;
}

const waiting = new Set(["pending", "sending"]);

/** Looks over a book at rest: one sentence for each open run that nothing would ever wake again. */
export function openRest({ sql }: Db) {
  const alarms = sql.prepare<[], string>("select cause from alarms where clearedAt is null").pluck();
  const rulesOff = sql.prepare<[], number>("select id from rules where active = 0").pluck();
  const rowsOf = sql.prepare<[number], Message>("select * from outbox where escalationId = ? order by id");
  const openRuns = sql.prepare<[], Escalation>(
    "select * from escalations where state <> 'ended' order by id",
  );
  const find = sql.prepare<[string], Record<string, unknown>>(
    "select * from complaints where trackingId = ?",
  );
  const chainless = sql.prepare<[], string>(chainlessComplaints).pluck();
  const sending = sql.prepare<[], number>("select id from outbox where state = 'sending'").pluck();
  return (resting: Resting): string[] => {
    const causes = new Set(alarms.all());
    const off = new Set(rulesOff.all());
    const faults = openRuns.all().flatMap((run) => {
      const complaint = complaintOfRow({ ...find.get(run.trackingId) });
      const own = rowsOf.all(run.id);
      const fault = whatIsWrong({ run, complaint, own, causes, isOff: off.has(run.ruleId) }, resting);
      return fault
        ? [`${resting.now}: run ${run.id} of ${run.trackingId} ${fault}: ${JSON.stringify(run)}`]
        : [];
    });
    return [
      ...faults,
      ...chainless.all().map((id) => `${resting.now}: ${id} is unanswered, and no chain runs for it`),
      ...sending.all().map((id) => `${resting.now}: message ${id} is under way for ever`),
    ];
  };
}

/** Open, with an office that has not answered, under a rule that is on; one that had ended starts no clock anew. */
const chainlessComplaints = `
  select trackingId from complaints c
  where isHistoric = 0 and isBacklog = 0 and opdId is not null and answeredAt is null
    and status not in ('done', 'closed_by_system', 'rejected', 'archived', 'not_authority')
    and exists (select 1 from rules where id = 1 and active = 1)
    and not exists (select 1 from escalations e where e.trackingId = c.trackingId and e.clock = 'response'
      and (e.reason = 'complaint_ended' or (e.state <> 'ended' and e.unitId = c.opdId)))`;

interface Case {
  readonly run: Escalation;
  readonly complaint: Complaint;
  readonly own: readonly Message[];
  readonly causes: ReadonlySet<string>;
  readonly isOff: boolean;
}

function whatIsWrong({ run, complaint, own, causes, isOff }: Case, resting: Resting): string | null {
  const { now } = resting;
  const { steps } = resting.ruleVersion(run.ruleVersionId);
  if (endedStatuses.has(complaint.status)) return "is open though its complaint has ended";
  if (run.reason === "manual") return run.dueAt === null ? null : "is held by hand and has a due moment";
  if (complaint.status === "postponed") return run.state === "paused" ? null : "is not paused";
  if (isOff) return run.reason === "rule_off" && run.dueAt === null ? null : "goes on though its rule is off";
  if (run.state === "paused") return "is paused though its complaint is not";
  if (run.dueAt !== null && run.dueAt <= now) return "is still due";
  if (run.reason === "no_recipient") return whatIsVacant({ run, complaint, own, causes, isOff }, resting);
  if (run.state === "held") {
    const hasAlarm = [...causes].some((cause) => cause.startsWith(run.reason ?? "?"));
    return hasAlarm ? null : `is held (${run.reason}) and nobody was alarmed`;
  }
  if (run.dueAt !== null) return null;
  const isWaiting = own.some(
    (row) => row.step === run.nextStep - 1 && row.occurrence === 0 && waiting.has(row.state),
  );
  if (isWaiting) return null;
  if (run.nextStep <= steps.length) return "waits for nothing";
  return run.toldAt === null ? "has told nobody at its last step" : null;
}

function whatIsVacant({ run, own, causes }: Case, resting: Resting): string | null {
  const { now } = resting;
  const step = resting.ruleVersion(run.ruleVersionId).steps[run.nextStep - 1];
  if (!step) return "is vacant at no step";
  if (run.dueAt === null) return "waits for somebody without an end";
  const calendar = calendarOf(resting, run.unitId);
  const isFilled = canReach({
    ...resting,
    unitId: run.unitId,
    post: step.post,
    channels: step.channels,
    date: localTime(calendar, now).toPlainDate().toString(),
    refused: new Set(
      own
        .filter(({ step: number, state }) => number === run.nextStep && state === "failed")
        .map(({ holderId, intended, recipient }) => `${holderId}/${intended}/${recipient}`),
    ),
  });
  // where people refused, the post itself is filled: that alarm is cleared while this run still waits
  const isAlarmed = run.round > 0 || [...causes].some((cause) => cause.startsWith("no_recipient:"));
  if (!isFilled) return isAlarmed ? null : "is vacant, and nobody was alarmed";
  // filled: it goes at the next instant of its window, or with the next digest
  const mustWait = step.deliver === "digest" || !isInWindow(calendar, step.window, now);
  const hasGrace = run.notBefore !== null && run.notBefore > now;
  return mustWait || hasGrace ? null : "waits for somebody who is there";
}
