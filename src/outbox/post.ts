import type { Instant } from "../calendar/contract.ts";
import { claim, type Claimed } from "./claim.ts";
import type { Channel, Content, Envelope, Message, Outcome } from "./contract.ts";
import { Marks } from "./marks.ts";
import type { Pace } from "./pace/contract.ts";
import type { OutboxStore } from "./store.ts";
import { Counter, type Tally } from "./tally.ts";

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

/**
 * Sends what is due through one channel. Claimed rows are marked "sending" and committed before anything leaves. Claims and
 * marks are grouped, so that a crash repeats few, under the same ids. Returns what became of the parcels that were tried.
 */
export async function postDue(room: PostRoom): Promise<Tally> {
  const round = new Round(room);
  const workers = Array.from({ length: room.channel.concurrency }, () => round.work());
  const faults = (await Promise.allSettled(workers)).filter(({ status }) => status === "rejected");
  round.finish();
  const [fault] = faults as PromiseRejectedResult[];
  if (fault) throw fault.reason;
  return round.tally();
}

/**
 * So many are claimed by one commit: what a crash cuts off goes out again as it was. Fewer than a group of marks, so that the
 * marks of one claim go with the next.
 */
const claimGroup = 40;

/** One round through the outbox of a channel, by as many workers as it can serve at once. */
class Round {
  private handed = 0;
  private ready: Claimed[] = [];
  private hasMore = true;
  private readonly line = new Line();
  private readonly counter = new Counter();
  private readonly marks: Marks;
  private readonly room: PostRoom;

  constructor(room: PostRoom) {
    this.room = room;
    this.marks = new Marks(room);
  }

  async work(): Promise<void> {
    for (let next = this.take(); next; next = this.take()) {
      const outcome = this.line.isDown ? restOfBatch : await sendSafely(this.room, next.envelope);
      this.line.note(outcome);
      this.marks.add(next.rows, outcome);
      this.counter.note(next.rows, outcome);
    }
  }

  finish(): void {
    this.marks.flush();
    if (this.line.wasUsed) this.room.onReach(!this.line.isDown);
  }

  tally(): Tally {
    return this.counter.of(this.handed);
  }

  private take(): Claimed | undefined {
    if (this.ready.length === 0 && this.hasMore && !this.line.isDown) this.claimMore();
    return this.ready.shift();
  }

  private claimMore(): void {
    const { room, handed } = this;
    const most = Math.min(claimGroup, room.pace.batch - handed);
    this.hasMore = false;
    this.ready = this.marks.flushWith(() => {
      // marks that could not be written the last time: at first nothing of this channel is under way
      if (handed === 0) room.store.recoverChannel(room.channel.name, room.clock.now());
      return claim(room, most);
    });
    this.handed += this.ready.length;
    this.hasMore = this.ready.length === claimGroup && this.handed < room.pace.batch;
  }
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
