import type { Instant } from "../calendar/contract.ts";
import type { Channel, Content, Message } from "./contract.ts";
import type { Pace } from "./pace/contract.ts";
import type { OutboxStore } from "./store.ts";

/** What became of the words for some rows at the moment of sending. */
export interface Composed {
  readonly keep: readonly Message[];
  /** No longer wanted (answered, ended); or nobody is there any more to read it. */
  readonly drop: readonly { readonly row: Message; readonly note: string; readonly isLost: boolean }[];
  /** Its window is closed now. */
  readonly wait: readonly { readonly row: Message; readonly until: Instant }[];
  readonly content: Content | null;
}

/** Reads the present state once more and writes the words. */
export type Compose = (rows: readonly Message[], now: Instant) => Composed;

export interface PostRoom {
  readonly store: OutboxStore;
  readonly channel: Channel;
  /** Runs its argument as one write transaction. */
  readonly atomically: <T>(work: () => T) => T;
  /** What writes the words of this moment; asked for anew whenever some are claimed. */
  readonly composer: () => Compose;
  /** Only alarms leave while time cannot be trusted. */
  readonly isUrgentOnly: () => boolean;
  /** False while the way out is closed: nothing is tried. */
  readonly isOpen: () => boolean;
  readonly pace: Pace;
  readonly onTold: (rows: readonly Message[], at: Instant) => void;
  /** Refused for good, or nobody there any more. `isOurs`: the address is not to blame. */
  readonly onRefused: (row: Message, at: Instant, isOurs: boolean) => void;
  readonly onPoison: (error: unknown) => void;
  /** Whether the other side answered at all. */
  readonly onReach: (isUp: boolean) => void;
  readonly clock: { now(): Instant; elapsedMs(): number };
  readonly random: () => number;
  /** Does something so many milliseconds from now. */
  readonly after: (ms: number, work: () => void) => void;
}
