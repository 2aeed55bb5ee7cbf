import type { Instant } from "../calendar/contract.ts";
import type { Message, Outcome } from "./contract.ts";
import type { PostRoom } from "./post-room.ts";
import { isLastTry, retryWait } from "./retry.ts";

const markGroup = 50;
const markMs = 20;
/** So many within that time: the group is full, or goes with the next claim, in the next moment. */
const manyAtOnce = 5;

/** Collects outcomes and writes them down in groups, so that a crash repeats few messages and a commit serves many. */
export class Marks {
  private waiting: Mark[] = [];
  /** Counts the groups, so that a timer knows whether its own is still waiting. */
  private group = 0;
  private readonly room: PostRoom;

  constructor(room: PostRoom) {
    this.room = room;
  }

  add(rows: readonly Message[], outcome: Outcome): void {
    this.waiting.push({ rows, outcome, at: this.room.clock.now() });
    if (this.waiting.length >= markGroup) this.flush();
    else if (this.waiting.length === 1) this.flushSoon();
  }

  flush(): void {
    if (this.waiting.length > 0) this.flushWith(() => {});
  }

  /** Writes down what waits and does this too, in one transaction; what could not be written goes on waiting. */
  flushWith<T>(work: () => T): T {
    const { waiting, room } = this;
    const done = room.atomically(() => {
      for (const { rows, outcome, at } of waiting) record(room, rows, outcome, at);
      return work();
    });
    this.waiting = [];
    this.group++;
    return done;
  }

  private flushSoon(): void {
    const { group, waiting } = this;
    const before = waiting.length;
    this.room.after(markMs, () => {
      if (group !== this.group) return;
      if (this.waiting.length - before >= manyAtOnce) this.flushSoon();
      else this.flushLate();
    });
  }

  /** Nobody is there to hear of a fault: the next flush meets it again. */
  private flushLate(): void {
    try {
      this.flush();
    } catch {}
  }
}

interface Mark {
  readonly rows: readonly Message[];
  readonly outcome: Outcome;
  readonly at: Instant;
}

function record(room: PostRoom, rows: readonly Message[], outcome: Outcome, at: Instant): void {
  const { store } = room;
  switch (outcome.kind) {
    case "accepted":
      for (const row of rows) store.accept(row, at);
      room.onTold(rows, at);
      return;
    case "permanent":
      failAll(room, rows, outcome, at);
      return;
    case "unavailable":
      for (const row of rows) store.putBack(row, at + 60, outcome.reason);
      tearUpUnsent(room, rows);
      return;
    case "temporary":
      retryAll(room, rows, outcome, at);
      if (!outcome.isUncertain) tearUpUnsent(room, rows);
  }
}

/** Words that left at an earlier try may have arrived: this one's failure does not call them back. */
function tearUpUnsent({ store }: PostRoom, rows: readonly Message[]): void {
  if (rows.every(({ wireId }) => wireId === null)) store.tearUp(rows);
}

type Delay = Outcome & { readonly kind: "temporary" };

/** Rows that travelled together come due together: else the same words would leave once for each of them. */
function retryAll(
  room: PostRoom,
  rows: readonly Message[],
  { reason, retryAfter = 0 }: Delay,
  at: Instant,
): void {
  const attempt = Math.max(...rows.map(({ attempts }) => attempts)) + 1;
  const notBefore = at + Math.max(retryAfter, retryWait(attempt, room.random()));
  for (const row of rows) {
    if (!isLastTry(row)) room.store.settle(row, "pending", { note: reason, notBefore });
    else fail(room, row, { reason: `${reason} (${row.attempts + 1} kali dicoba)`, isOurs: true }, at);
  }
}

interface Failure {
  readonly reason: string;
  readonly isOurs?: boolean;
}

/** Rows that travelled together were refused once: the address is blamed for one of them. */
export function failAll(room: PostRoom, rows: readonly Message[], why: Failure, at: Instant): void {
  for (const [index, row] of rows.entries())
    fail(room, row, { ...why, isOurs: (why.isOurs ?? false) || index > 0 }, at);
}

function fail(room: PostRoom, row: Message, { reason, isOurs = false }: Failure, at: Instant): void {
  room.store.settle(row, "failed", { note: reason });
  room.onRefused(row, at, isOurs);
}
