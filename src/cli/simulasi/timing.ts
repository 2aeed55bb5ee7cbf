import type { Calendar } from "../../calendar/contract.ts";
import { parseLocalInstant } from "../../calendar/format.ts";
import type { SimulatedMessage } from "../../simulation/lines.ts";
import { type MessagePair, pairMessages } from "../shared/pair-messages.ts";
import { type Difference, usualDifference } from "./difference.ts";
import { countBy } from "./figures.ts";

/** How many, and how many of each kind: "step", "reminder", "digest" (each line counts), "moved", "alarm". */
export interface Tally {
  readonly count: number;
  readonly kinds: Readonly<Record<string, number>>;
}

export interface MovedTally extends Tally {
  /** The median; null where nothing moves that way. */
  readonly usual: Difference | null;
}

/** What a proposal does to the messages of one level. */
export interface Timing {
  readonly same: Tally;
  readonly earlier: MovedTally;
  readonly later: MovedTally;
  readonly added: Tally;
  readonly dropped: Tally;
  /** At the same moment, by a channel that takes the place of another or comes beside it. */
  readonly rerouted: Tally;
  /** Gone, but the person hears by the other channel. */
  readonly spared: Tally;
  /** Of the dropped: reminders before which the proposal tells a higher level, where reminders end (escalation.md section 5). */
  readonly overtaken: number;
}

/** Answers for each post. `calendar` measures the differences. */
export function timeLevels(
  today: readonly SimulatedMessage[],
  proposed: readonly SimulatedMessage[],
  calendar: Calendar,
): (post: string) => Timing {
  const isOvertaken = overtakenBy(proposed);
  const byPost = Map.groupBy(pairMessages(today, proposed), ({ message }) => message.post);
  return (post) => timingOf(byPost.get(post) ?? [], calendar, isOvertaken);
}

type Direction = "same" | "earlier" | "later" | "added" | "dropped" | "rerouted" | "spared";

function timingOf(
  pairs: readonly MessagePair[],
  calendar: Calendar,
  isOvertaken: (message: SimulatedMessage) => boolean,
): Timing {
  const groups = Map.groupBy(pairs, directionOf);
  const own = (direction: Direction) => groups.get(direction) ?? [];
  const moved = (direction: Direction): MovedTally => ({
    ...tally(own(direction)),
    usual: usualDifference(
      own(direction).flatMap((pair) => spanOf(pair, calendar)),
      calendar,
    ),
  });
  return {
    same: tally(own("same")),
    earlier: moved("earlier"),
    later: moved("later"),
    added: tally(own("added")),
    dropped: tally(own("dropped")),
    rerouted: tally(own("rerouted")),
    spared: tally(own("spared")),
    overtaken: own("dropped").filter(({ message }) => isOvertaken(message)).length,
  };
}

/** The same complaint is told in the same zone on both sides, so local times compare as text. */
function directionOf({ before, after, way }: MessagePair): Direction {
  if (before === null) return "added";
  if (after === null) return "dropped";
  if (way === "dropped") return "spared";
  if (before.at === after.at) return way === "same" ? "same" : "rerouted";
  return after.at < before.at ? "earlier" : "later";
}

function spanOf({ before, after }: MessagePair, calendar: Calendar) {
  if (before === null || after === null) return [];
  const [was, is] = [parseLocalInstant(before.at, calendar), parseLocalInstant(after.at, calendar)];
  return [{ from: Math.min(was, is), to: Math.max(was, is) }];
}

function tally(pairs: readonly MessagePair[]): Tally {
  const kinds = countBy(pairs, ({ message }) => message.kind);
  return { count: pairs.length, kinds: Object.fromEntries(kinds) };
}

/** Whether a reminder would come only when a higher level is told already. */
function overtakenBy(proposed: readonly SimulatedMessage[]): (message: SimulatedMessage) => boolean {
  const steps = Map.groupBy(
    proposed.filter(({ kind }) => kind === "step" || kind === "digest"),
    runOf,
  );
  return (message) =>
    message.kind === "reminder" &&
    (steps.get(runOf(message)) ?? []).some(({ step, at }) => step > message.step && at <= message.at);
}

function runOf({ trackingId, clock, epoch }: SimulatedMessage): string {
  return [trackingId, clock, epoch].join("\n");
}
