import type { SimulatedMessage } from "../../simulation/lines.ts";
import { pairTellings, type TellingPair } from "../shared/pair-messages.ts";

/** What the people of one post are told at another moment, by other channels, newly, or no longer; as JSON and audit keep it. */
export interface Shift {
  readonly trackingId: string;
  /** The complaint's own unit; null before disposition. */
  readonly unit: string | null;
  readonly clock: string;
  readonly kind: string;
  /** 0 for the step itself, 1… for its reminders. */
  readonly occurrence: number;
  readonly post: string;
  readonly people: readonly string[];
  /** By which it comes; where it does not come any more, by which it would have come. */
  readonly channels: readonly string[];
  /** By which it would have come, where these are others; else null. */
  readonly channelsBefore: readonly string[] | null;
  /** Local time with offset; null: it would not have come. */
  readonly before: string | null;
  /** null: it does not come any more. */
  readonly after: string | null;
}

/** What differs between two forecasts, complaint by complaint, in the order in which it would come. */
export function findShifts(
  before: readonly SimulatedMessage[],
  after: readonly SimulatedMessage[],
  unitOf: (trackingId: string) => string | null,
): Shift[] {
  return [...Map.groupBy(pairTellings(before, after).flatMap(findMove), groupKey).values()]
    .map((group) => shiftOf(group, unitOf))
    .sort((a, b) => compareIds(a.trackingId, b.trackingId) || compare(momentOf(a), momentOf(b)));
}

interface Moved {
  readonly message: SimulatedMessage;
  readonly was: SimulatedMessage | null;
  readonly is: SimulatedMessage | null;
  readonly channels: readonly string[];
  readonly channelsBefore: readonly string[] | null;
}

/** One, or none where all stays as it is. */
function findMove({ before, after }: TellingPair): Moved[] {
  const [was, is] = [before[0] ?? null, after[0] ?? null];
  const message = is ?? was;
  if (!message) return [];
  const [formerly, channels] = [channelsOf(before), channelsOf(is === null ? before : after)];
  const isRerouted = was !== null && formerly.join("\n") !== channels.join("\n");
  const isMoved = was?.at !== is?.at || was?.kind !== is?.kind;
  if (!isMoved && !isRerouted) return [];
  return [{ message, was, is, channels, channelsBefore: isRerouted ? formerly : null }];
}

function channelsOf(messages: readonly SimulatedMessage[]): string[] {
  return [...new Set(messages.map(({ channel }) => channel))].sort(compare);
}

/** Colleagues of one step stand together, whatever channels each has, unless it is these that change. */
function groupKey({ message, was, is, channels, channelsBefore }: Moved): string {
  const { trackingId, clock, epoch, post, kind, occurrence } = message;
  const rerouting = channelsBefore === null ? null : [channelsBefore, channels];
  return JSON.stringify([trackingId, clock, epoch, post, kind, occurrence, was?.at, is?.at, rerouting]);
}

function shiftOf(group: readonly Moved[], unitOf: (trackingId: string) => string | null): Shift {
  const [first] = group;
  if (!first) throw new Error("a group without members");
  const { trackingId, clock, kind, occurrence, post } = first.message;
  return {
    trackingId,
    unit: unitOf(trackingId),
    clock,
    kind,
    occurrence,
    post,
    people: [...new Set(group.map(({ message }) => message.person))],
    channels: [...new Set(group.flatMap(({ channels }) => channels))].sort(compare),
    channelsBefore: first.channelsBefore,
    before: first.was?.at ?? null,
    after: first.is?.at ?? null,
  };
}

function momentOf({ before, after }: Shift): string {
  return after ?? before ?? "";
}

function compareIds(a: string, b: string): number {
  return a.length - b.length || compare(a, b);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
