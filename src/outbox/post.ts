import type { Instant } from "../calendar/contract.ts";
import { claim } from "./claim.ts";
import type { Channel, Content, Envelope, Message, Outcome } from "./contract.ts";
import { Marks } from "./marks.ts";
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

export interface PostRoom {
  readonly store: OutboxStore;
  readonly channel: Channel;
  /** Runs its argument as one write transaction. */
  readonly atomically: <T>(work: () => T) => T;
  /** Reads the present state once more and writes the words. */
  readonly compose: (rows: readonly Message[], now: Instant) => Composed;
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
}

/**
 * Sends what is due through one channel. Claimed rows are marked "sending" and committed before anything leaves; marks of
 * what came of it are grouped, so that a crash repeats few, under the same ids. Returns how many parcels were handed over.
 */
export async function postDue(room: PostRoom): Promise<number> {
  const claimed = room.atomically(() => claim(room));
  const marks = new Marks(room);
  const queue = claimed[Symbol.iterator]();
  const line = new Line();
  const work = async () => {
    for (const { rows, envelope } of queue) {
      const outcome = line.isDown ? restOfBatch : await sendSafely(room, envelope);
      line.note(outcome);
      marks.add(rows, outcome);
    }
  };
  await Promise.all(Array.from({ length: Math.min(room.channel.concurrency, claimed.length) }, work));
  marks.flush();
  if (line.wasUsed) room.onReach(!line.isDown);
  return claimed.length;
}

const restOfBatch: Outcome = { kind: "unavailable", reason: "saluran sedang terganggu" };
const mostLost = 3;

/** What one batch shows of the way out: a server that says nothing to several messages in a row says nothing to the rest. */
class Line {
  isDown = false;
  wasUsed = false;
  private lost = 0;

  note(outcome: Outcome): void {
    this.wasUsed = true;
    this.lost = outcome.kind === "temporary" && outcome.isUncertain ? this.lost + 1 : 0;
    this.isDown ||= outcome.kind === "unavailable" || this.lost >= mostLost;
  }
}

/** A fault of our own counts as "maybe sent": the message goes out again, the others are not held up. */
async function sendSafely(room: PostRoom, envelope: Envelope): Promise<Outcome> {
  try {
    return await room.channel.send(envelope, room.clock.now());
  } catch (error) {
    room.onPoison(error);
    return { kind: "temporary", reason: "kesalahan di dalam Siaga", isUncertain: true };
  }
}
