import type { Instant } from "../../calendar/contract.ts";
import { formatInstant } from "../../calendar/format.ts";
import { calendarOf } from "../../escalation/calendar-of.ts";
import { acknowledge, isOfLastStep } from "../../escalation/settle.ts";
import { describePost } from "../../escalation/words.ts";
import type { Escalation } from "../../escalation/contract.ts";
import type { Message } from "../../outbox/contract.ts";
import {
  acknowledgedBeforeText,
  acknowledgedText,
  endedText,
  movedOnText,
  notYoursText,
} from "../../replies/answers.ts";
import type { PlainCommand } from "../../replies/contract.ts";
import { askWhich, joinAnswers, mostListed } from "./ask-which.ts";
import { choose, earliestDeadline, findOwnRuns, type OwnRun, speakerOf } from "./own.ts";
import type { Answer, Room, Talk } from "./talk.ts";

/** "SIAP": reminders stop, the chain and the legal clock go on (escalation.md section 6). */
export function acknowledgeComplaints(room: Room, talk: Talk, { trackingIds }: PlainCommand): Answer {
  const choice = choose(room, talk, trackingIds);
  if (choice.kind !== "these") return askWhich(room, talk, { choice, word: "SIAP" });
  const ids = choice.trackingIds.slice(0, mostListed);
  return joinAnswers(ids.map((trackingId) => acknowledgeOne(room, talk, trackingId)));
}

function acknowledgeOne(room: Room, talk: Talk, trackingId: string): Answer {
  const own = findOwnRuns(room, talk, trackingId);
  if (own.length === 0) return { outcome: "not_yours", text: notYoursText(trackingId) };
  const open = own.filter(({ run }) => run.state !== "ended");
  const [first] = open;
  if (!first) return { outcome: "ended", text: endedText(trackingId), trackingId };
  const atHand = open.flatMap((each) => withLastStep(room, each));
  const fresh = atHand.filter(({ run }) => run.ackedAt === null);
  for (const mine of fresh) noteAcknowledged(room, talk, mine);
  if (fresh.length > 0) {
    const text = acknowledgedText(trackingId, earliestDeadline(room.office(), open)?.text ?? null);
    return { outcome: "acknowledged", text, trackingId };
  }
  const [before] = atHand;
  return before
    ? { outcome: "acknowledged_before", text: sayWho(room, before.run), trackingId }
    : { outcome: "moved_on", text: sayWhere(room, first.run), trackingId };
}

interface AtHand {
  readonly run: Escalation;
  readonly row: Message;
}

/** A run with the sender's message of the step that was told last; nothing if that step told somebody else. */
function withLastStep({ office }: Room, { run, sent }: OwnRun): AtHand[] {
  const rule = office().ruleVersion(run.ruleVersionId);
  const row = sent.findLast((each) => isOfLastStep(run, rule, each));
  return row ? [{ run, row }] : [];
}

function noteAcknowledged({ desk, office }: Room, talk: Talk, { run, row }: AtHand): void {
  const { by, post } = speakerOf(talk, row);
  desk.clerk.change(run.id, (now) => acknowledge(now, by, talk.at, post), office(), talk.now);
}

function sayWho({ office }: Room, { trackingId, unitId, ackedBy, ackedAt }: Escalation): string {
  const calendar = calendarOf(office(), unitId);
  const when = (at: Instant) => (calendar ? formatInstant(calendar, at) : "waktu yang lalu");
  return acknowledgedBeforeText(trackingId, ackedBy ?? "", when(ackedAt ?? 0));
}

/** The step that has it now. A secret complaint names no office, and one that nobody could be told of names nobody. */
function sayWhere({ desk, office }: Room, run: Escalation): string {
  const { people, ruleVersion } = office();
  const step = ruleVersion(run.ruleVersionId).steps[run.nextStep - 2];
  const isSaid = step && !run.unreachable && desk.book.find(run.trackingId)?.isSecret === false;
  const unit = people.units.get(run.unitId ?? 0) ?? null;
  return movedOnText(run.trackingId, isSaid ? describePost(step.post, unit) : null);
}
