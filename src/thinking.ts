import { clearMended } from "./desk/clear-mended.ts";
import { clearAbsent, raiseIfSilent } from "./desk/door-watch.ts";
import { heartbeatEvery, noteOutage, type Outage, tellOutage } from "./desk/outage.ts";
import { tellKominfo } from "./desk/tell-kominfo.ts";
import type { Wiring } from "./wiring.ts";

/** How long the first turn waits for files that are still arriving. */
const patience = 60;

/** What the bot does with what it learns: it decides and stores. Nothing here waits for time to pass or sends. */
export function createThinking(wiring: Wiring) {
  const { sql, clock, events, doors, office, settings, desk, time, replies, dropFolder, lapor } = wiring;
  const startedAt = clock.now();
  let outage: Outage | null = null;
  let start = { recovered: 0, expired: 0 };
  let isCaughtUp = false;
  let mayBeMended = true;
  const atomically = <T>(work: () => T): T => sql.transaction(work).immediate();

  function answer(): void {
    for (const outcome of replies.handleWaiting(clock.now())) events.replied(outcome);
  }

  /** How many steps fired. */
  function judge(): number {
    let fired = 0;
    for (;;) {
      const judged = desk.clerk.judgeDue(office.current(), clock.now());
      if (judged.looked === 0) return fired;
      events.judged(judged.looked);
      fired += judged.fired;
    }
  }

  function tell(): void {
    const told = atomically(() => {
      // what a command changed may be what an alarm waits for
      if (mayBeMended) clearMended(sql, desk.alarms, office.current(), clock.now());
      return tellKominfo(desk.alarms, desk.outbox, office.current(), clock.now());
    });
    mayBeMended = false;
    if (told > 0) events.alarmed(told);
  }

  /** The first turn: sources first, then one step each, then one summary (escalation.md section 9). */
  function catchUp(): boolean {
    if (isCaughtUp) return true;
    const isArriving = dropFolder.nextLookAt(clock.now()) !== null || lapor.isBehind(startedAt);
    if (isArriving && clock.now() < startedAt + patience) return false;
    isCaughtUp = true;
    const fired = judge();
    const ended = outage;
    if (ended) atomically(() => tellOutage(desk.outbox, office.current(), ended, { fired, ...start }));
    return true;
  }

  function watch(): void {
    const { channels, doorState } = wiring;
    for (const { name } of channels) {
      if (doorState(name) === "down") doors.note(name, false);
      if (name === "wa" && doorState(name) === "up") doors.note(name, true);
      raiseIfSilent(name, { doors, alarms: desk.alarms, now: clock.now() });
    }
  }

  /** One that lies in the future was written by a clock that was wrong, and is taken for what it is. */
  function beat(): void {
    if (time.hasJumped()) return;
    const now = clock.now();
    const last = settings.number("heartbeat") ?? 0;
    if (Math.abs(now - last) >= heartbeatEvery) settings.set("heartbeat", now);
  }

  /** True if another program changed the book since the last look. Costs one read of shared memory. */
  function sync(): boolean {
    const isNew = office.sync();
    mayBeMended ||= isNew;
    if (isNew) events.orderChanged();
    return isNew;
  }

  /** Once, before the first turn: what was under way when the last run ended goes out again under the same ids. */
  function begin(): void {
    const now = clock.now();
    atomically(() => {
      start = { expired: desk.aftermath.expireOld(now), recovered: desk.outbox.recover(now) };
      // while the time is wrong, the last heartbeat is what shows it
      if (!time.hasJumped()) outage = noteOutage(sql, settings, now);
      clearAbsent(desk.alarms, wiring.has, now);
    });
    if (outage) office.cameUp(now);
    events.started({ ...start, downSeconds: outage ? outage.to - outage.from : null });
  }

  /** Learns, decides and stores. False: the first turn still waits for files that are arriving. */
  async function think(): Promise<boolean> {
    sync();
    await dropFolder.importReady(clock.now());
    answer();
    watch();
    if (time.isTrusted()) {
      if (!catchUp()) return false;
      judge();
      beat();
    }
    tell();
    return true;
  }

  /** Fires what news made due, where something beside the turns learned it. Call it inside the transaction of the news. */
  function fireDue(): void {
    if (!isCaughtUp || time.hasJumped()) return;
    answer();
    judge();
  }

  return { begin, think, sync, beat, fireDue, isCaughtUp: (): boolean => isCaughtUp };
}
