import type { Calendar } from "../../calendar/contract.ts";
import type { SimulatedMessage } from "../../simulation/lines.ts";
import { countReaders, lettersOf, type Reader } from "./figures.ts";
import { countLevels, type Frame, type Level } from "./levels.ts";
import { type MonthPair, pairMonths } from "./months.ts";
import { timeLevels, type Timing } from "./timing.ts";

/** A figure under today's rules and under the proposed ones. */
export interface Pair {
  readonly today: number;
  readonly proposed: number;
}

export interface LevelPair {
  readonly post: string;
  readonly name: string;
  readonly messages: Pair;
  /** What one person gets a week, on average over those who get anything under either rule. */
  readonly eachPerWeek: Pair;
  /** What comes earlier, later, newly or no longer: the lines of a digest one by one. */
  readonly timing: Timing;
}

interface ReaderPair extends Pick<Reader, "unit" | "post" | "person">, Pair {}

/** Today's rules and the proposed ones, side by side. */
export interface Comparison {
  readonly messages: Pair;
  readonly levels: readonly LevelPair[];
  readonly readers: readonly ReaderPair[];
  readonly months: readonly MonthPair[];
}

type Messages = readonly SimulatedMessage[];

interface Yardstick extends Frame {
  /** One for all offices: by it differences are measured. */
  readonly calendar: Calendar;
}

export function compareMessages(today: Messages, proposed: Messages, frame: Yardstick): Comparison {
  return {
    messages: { today: lettersOf(today).length, proposed: lettersOf(proposed).length },
    levels: pairLevels(today, proposed, frame),
    readers: pairReaders(
      countReaders(today, frame.from, frame.to),
      countReaders(proposed, frame.from, frame.to),
    ),
    months: pairMonths(today, proposed),
  };
}

/** The same people on both sides: else a level that gets more of them would seem to get less. */
function pairLevels(today: Messages, proposed: Messages, frame: Yardstick): LevelPair[] {
  const now = levelsByPost(today, frame);
  const then = levelsByPost(proposed, frame);
  const timingOf = timeLevels(today, proposed, frame.calendar);
  return countLevels([...today, ...proposed], frame).map(({ post, name, people }) => {
    const each = (levels: ReadonlyMap<string, Level>) => (levels.get(post)?.perWeek ?? 0) / people;
    return {
      post,
      name,
      messages: { today: now.get(post)?.messages ?? 0, proposed: then.get(post)?.messages ?? 0 },
      eachPerWeek: { today: each(now), proposed: each(then) },
      timing: timingOf(post),
    };
  });
}

function levelsByPost(messages: Messages, frame: Frame): Map<string, Level> {
  return new Map(countLevels(messages, frame).map((level) => [level.post, level]));
}

function pairReaders(today: readonly Reader[], proposed: readonly Reader[]): ReaderPair[] {
  const now = new Map(today.map((reader) => [keyOf(reader), reader]));
  const then = new Map(proposed.map((reader) => [keyOf(reader), reader]));
  return [...new Map([...now, ...then])].map(([key, { unit, post, person }]) => ({
    unit,
    post,
    person,
    today: now.get(key)?.messages ?? 0,
    proposed: then.get(key)?.messages ?? 0,
  }));
}

function keyOf({ unit, post, person }: Pick<Reader, "unit" | "post" | "person">): string {
  return [unit, post, person].join("\n");
}
