import { zoneOf } from "./desk/office.ts";
import type { Incoming } from "./desk/replies.ts";
import type { Alarm } from "./escalation/contract.ts";
import { findNextWake } from "./next-wake.ts";
import { createThinking } from "./thinking.ts";
import { type BotParts, wire } from "./wiring.ts";

export type Bot = ReturnType<typeof createBot>;

/**
 * The whole bot over one book. `turn()` learns, decides, stores and posts once; nothing in it waits for time to pass.
 * The caller decides when the next turn is: at `nextWakeAt()`, or at once after `wake`-worthy news.
 */
export function createBot(parts: BotParts) {
  const wiring = wire(parts);
  const { clock, events, desk, office, time, mornings, replies, dropFolder, lapor, rooms } = wiring;
  const { begin, think, sync, beat, fireDue, isCaughtUp } = createThinking(wiring);
  const whatMayLeave = () => (time.isTrusted() ? "all" : "alarms");
  return {
    desk,
    clock,
    events,
    start: begin,
    think,
    beat,
    fireDue,
    hasNews: sync,
    hasTimeJumped: time.hasJumped,
    zone: () => zoneOf(office.current()),
    lookOver: (): void => mornings.lookOver(office.current(), clock.now()),
    putOffLookOver: (): void => mornings.putOff(office.current(), clock.now()),
    /** When the look-over of the day is due; null: not before something else happens. */
    nextLookOverAt: (): number | null =>
      isCaughtUp() && !time.hasJumped() ? mornings.nextAt(office.current(), clock.now()) : null,
    /** Something outside that only a person can mend, or that is mended. */
    noteTrouble(alarm: Alarm, isSo: boolean): void {
      if (isSo) desk.alarms.raise(alarm, clock.now());
      else desk.alarms.clear(alarm.cause, clock.now());
    },
    /** A message from an official: stored before this returns. */
    receive: (message: Incoming): void => replies.journal(message),
    /** A delivery or read receipt. */
    noteReceipt: (wireId: string, state: "delivered" | "read"): void =>
      desk.outbox.noteReceipt(wireId, state, clock.now()),
    /** True if the drop folder holds a file that is complete. */
    hasFiles: (): Promise<boolean> => dropFolder.look(clock.now()),
    /** Asks the API of LAPOR! what is due, without waiting for it; `onDone` when its answers are in the book. */
    startReading: (onDone: () => void): void => void (time.isTrusted() && lapor.start(onDone)),
    /** Breaks off what is being read. */
    stopReading: (): Promise<void> => lapor.close(),
    /** Hands over what is due without waiting for it; `onDone` when something was handed over. */
    startPosting: (onDone: () => void): void => rooms.startAll(whatMayLeave(), onDone),
    isPosting: (): boolean => rooms.isBusy(),
    /** Learns, decides, stores, posts. Resolves when what was due at its start has been handed over. */
    async turn(): Promise<void> {
      if (time.isTrusted()) await lapor.poll();
      if (!(await think())) return;
      const handed = await rooms.postAll(whatMayLeave());
      // What was told may make the next thing due at this very moment.
      if (handed > 0) await think();
    },
    /** When the next turn is due; null: only news can bring one. */
    nextWakeAt: (): number | null => findNextWake(wiring, isCaughtUp()),
  };
}
