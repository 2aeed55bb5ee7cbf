import { claim, type Claimed } from "./claim.ts";
import type { Envelope, Outcome } from "./contract.ts";
import { Marks } from "./marks.ts";
import type { PostRoom } from "./post-room.ts";
import { Counter, type Tally } from "./tally.ts";

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
