import { scrub } from "../../complaints/scrub.ts";
import { noteDeclined } from "../../escalation/settle.ts";
import { describePost } from "../../escalation/words.ts";
import { breakLinks } from "../../messages/tame.ts";
import type { Message } from "../../outbox/contract.ts";
import { declinedText, declinedUntoldText, endedText, notYoursText, whyText } from "../../replies/answers.ts";
import type { DeclineCommand } from "../../replies/contract.ts";
import { type Letter, writeToRoot } from "../tell-kominfo.ts";
import { askWhich, joinAnswers, mostListed } from "./ask-which.ts";
import { choose, findOwnRuns, type OwnRun, speakerOf } from "./own.ts";
import type { Answer, Room, Talk } from "./talk.ts";

/** Cut after scrubbing: half a number could no longer be told for one. */
const mostReason = 300;

/** "BUKAN WEWENANG" + reason: Kominfo is told at once, the chain goes on (escalation.md section 6). */
export function declineComplaints(room: Room, talk: Talk, command: DeclineCommand): Answer {
  const choice = choose(room, talk, command.trackingIds);
  if (choice.kind !== "these") return askWhich(room, talk, { choice, word: "BUKAN WEWENANG + alasan" });
  const ids = choice.trackingIds.slice(0, mostListed);
  return joinAnswers(ids.map((trackingId) => declineOne(room, talk, { trackingId, reason: command.reason })));
}

interface Declining {
  readonly trackingId: string;
  readonly reason: string | null;
}

function declineOne(room: Room, talk: Talk, { trackingId, reason }: Declining): Answer {
  const own = findOwnRuns(room, talk, trackingId);
  const open = own.filter(({ run }) => run.state !== "ended");
  const row = open[0]?.sent.at(-1);
  if (own.length === 0) return { outcome: "not_yours", text: notYoursText(trackingId) };
  if (!row) return { outcome: "ended", text: endedText(trackingId), trackingId };
  if (reason === null) return { outcome: "asked_why", text: whyText(trackingId), trackingId };
  const isSecret = room.desk.book.find(trackingId)?.isSecret !== false;
  const why = isSecret ? null : breakLinks(scrub(reason)).slice(0, mostReason).toWellFormed();
  const said = { open, row, why };
  noteAll(room, talk, said);
  const isTold = tell(room, talk, said);
  const text = isTold ? declinedText(trackingId, isSecret) : declinedUntoldText(trackingId);
  return { outcome: "declined", text, trackingId };
}

interface Said {
  readonly open: readonly OwnRun[];
  readonly row: Message;
  readonly why: string | null;
}

function noteAll({ desk, office }: Room, talk: Talk, { open, row, why }: Said): void {
  const speaker = speakerOf(talk, row);
  for (const { run } of open)
    desk.clerk.change(run.id, (now) => noteDeclined(now, speaker, why), office(), talk.now);
}

function tell({ desk, office }: Room, talk: Talk, { row, why }: Said): boolean {
  const unit = office().people.units.get(row.unitId ?? 0) ?? null;
  const { by, post } = speakerOf(talk, row);
  const trackingId = row.trackingId ?? "";
  const letter: Letter = {
    key: `declined/${talk.key}/${trackingId}`,
    post: "kominfo",
    channels: "wa>email",
    kind: "notice",
    isUrgent: true,
    viewFor: () =>
      why === null
        ? viewOfSecret(trackingId, by)
        : viewOf(trackingId, `${by}, ${describePost(post, unit)}`, why),
  };
  return writeToRoot(desk.outbox, office(), letter, talk.now);
}

const chainGoesOn = "Sampai laporan dialihkan atau ditindaklanjuti di LAPOR!, jenjangnya tetap berjalan.";

function viewOf(trackingId: string, who: string, why: string) {
  return {
    subject: `[LAPOR ${trackingId}] Dinyatakan bukan wewenang`,
    sentences: [
      `${who}, menyatakan laporan ${trackingId} bukan wewenangnya.`,
      `Alasan: ${why}`,
      `Bila benar, mohon dialihkan di LAPOR! ${chainGoesOn}`,
    ],
    items: [],
    thread: trackingId,
  };
}

/** Neither the office nor the reason is said: both tell what the complaint is about (escalation.md section 11). */
function viewOfSecret(trackingId: string, person: string) {
  return {
    subject: `[LAPOR ${trackingId}] Mohon buka LAPOR!`,
    sentences: [
      `${person} menyatakan laporan ${trackingId} bukan wewenangnya. Rinciannya hanya dapat dibaca di LAPOR!`,
      chainGoesOn,
    ],
    items: [],
    thread: trackingId,
  };
}
