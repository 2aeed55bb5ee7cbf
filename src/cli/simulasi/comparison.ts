import type { Calendar } from "../../calendar/contract.ts";
import type { SimulatedMessage } from "../../simulation/lines.ts";
import { countReaders, lettersOf, type Reader } from "./figures.ts";
import { countLevels, type Level, type Measure } from "./levels.ts";
import { type MonthPair, pairMonths } from "./months.ts";
import { findToldSpan, type ToldSpan } from "./told-span.ts";
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
  /** Over which weekly averages are counted; null without any message. */
  readonly span: ToldSpan | null;
}

type Messages = readonly SimulatedMessage[];

interface Yardstick extends Pick<Measure, "root"> {
  /** One for all offices: by it differences are measured. */
  readonly calendar: Calendar;
}

export function compareMessages(
  today: Messages,
  proposed: Messages,
  { root, calendar }: Yardstick,
): Comparison {
  const span = findToldSpan([...today, ...proposed]);
  const weeks = span?.weeks ?? 1;
  return {
    span,
    messages: { today: lettersOf(today).length, proposed: lettersOf(proposed).length },
    levels: pairLevels(today, proposed, { root, calendar, weeks }),
    readers: pairReaders(countReaders(today, weeks), countReaders(proposed, weeks)),
    months: pairMonths(today, proposed),
  };
}

/** The same people on both sides: else a level that gets more of them would seem to get less. */
function pairLevels(today: Messages, proposed: Messages, measure: Measure & Yardstick): LevelPair[] {
  const now = levelsByPost(today, measure);
  const then = levelsByPost(proposed, measure);
  const timingOf = timeLevels(today, proposed, measure.calendar);
  return countLevels([...today, ...proposed], measure).map(({ post, name, people }) => {
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

function levelsByPost(messages: Messages, measure: Measure): Map<string, Level> {
  return new Map(countLevels(messages, measure).map((level) => [level.post, level]));
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
