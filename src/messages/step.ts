import { describeComplaint } from "./complaint.ts";
import type { StepView } from "./contract.ts";
import { addressReader } from "./reader.ts";
import { type Tame, tameForMail } from "./tame.ts";

/** Names of offices are long, and what stands after them matters. */
const noteLength = 240;

/** What the templates of step/ are given as `it`. */
export function layOutStep(view: StepView, tame: Tame) {
  const { isSecret } = view.complaint;
  const say = (words: string | null) => (isSecret || words === null ? null : tame(words, noteLength));
  const complaint = describeComplaint(view.complaint, tame);
  const toldBefore = say(view.toldBefore);
  return {
    subject: subjectOf(view),
    // the post of the reader names the office, which a secret complaint must not
    ...addressReader(view.person, isSecret ? null : view.post, tame, `${complaint.id}/${view.occurrence}`),
    reminder: view.kind === "reminder" ? `Pengingat ke-${view.occurrence}` : null,
    role: view.role,
    complaint,
    isNew: complaint.isNew && isFirstWord(view),
    toldBefore,
    /** What a table says below: the facts, and who was told before. */
    rows: [
      ...complaint.facts,
      ...(toldBefore ? [{ label: "Sudah disampaikan kepada", value: toldBefore }] : []),
    ],
    unreachable: say(view.unreachable),
  };
}

/** To whoever hears of it after others, or again, it is not news. */
function isFirstWord({ kind, role, toldBefore, unreachable }: StepView): boolean {
  return kind === "step" && role === "answers" && toldBefore === null && unreachable === null;
}

/** The same for every message about the complaint: some mail programs break a thread where the subject changes. */
function subjectOf({ complaint }: StepView): string {
  const { id, title } = describeComplaint(complaint, tameForMail);
  if (complaint.isSecret) return `[LAPOR ${id}] Mohon buka LAPOR!`;
  return `[LAPOR ${id}] ${title === null ? "Mohon perhatian" : tameForMail(title, 60)}`;
}
