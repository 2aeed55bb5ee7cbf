import type { Choice } from "../../replies/choose.ts";
import { nothingOpen, whichText } from "../../replies/answers.ts";
import { nameComplaint } from "./own.ts";
import type { Answer, Room, Talk } from "./talk.ts";

/** A question that lists more is not read on a phone. */
export const mostListed = 10;

/** The answer where it is not clear which complaint is meant. `word`: an example of the reply, such as "SIAP". */
export function askWhich(
  room: Room,
  talk: Talk,
  { choice, word }: { choice: Exclude<Choice, { kind: "these" }>; word: string },
): Answer {
  if (choice.kind === "none") return { outcome: "nothing_open", text: nothingOpen };
  const shown = choice.trackingIds.slice(0, mostListed);
  const items = shown.map((trackingId) => nameComplaint(room, talk, trackingId));
  const text = whichText(`${word} ${shown[0] ?? ""}`, items, choice.trackingIds.length - shown.length);
  return { outcome: "asked_which", text };
}

/** What was said of several complaints, as one answer. */
export function joinAnswers(answers: readonly Answer[]): Answer {
  const [first, ...others] = answers;
  if (!first) return { outcome: "nothing_open", text: nothingOpen };
  if (others.length === 0) return first;
  return { outcome: first.outcome, text: answers.flatMap(({ text }) => text ?? []).join("\n\n") };
}
