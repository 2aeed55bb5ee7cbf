import type { Db } from "../db/open.ts";
import type { Clock } from "./clock.ts";
import { openDesk } from "./desk/desk.ts";
import { watchDropFolder } from "./desk/drop-folder.ts";
import { type ConnectLapor, openLaporSource } from "./desk/lapor-source.ts";
import { openMornings } from "./desk/morning.ts";
import { clearMended } from "./desk/clear-mended.ts";
import { type Channels, followOffice, zoneOf } from "./desk/office.ts";
import { heartbeatEvery, noteOutage, type Outage, tellOutage } from "./desk/outage.ts";
import { type DoorState, openPostRooms } from "./desk/post-rooms.ts";
import { type Incoming, openReplies } from "./desk/replies.ts";
import { openSettings } from "./desk/settings.ts";
import { tellKominfo } from "./desk/tell-kominfo.ts";
import { clearAbsent, raiseIfSilent, watchDoors } from "./desk/door-watch.ts";
import { followTemplates } from "./desk/writers.ts";
import type { Alarm } from "./escalation/contract.ts";
import type { Events } from "./events.ts";
import type { Channel, ChannelName } from "./outbox/contract.ts";
import { watchTime } from "./trusted-time.ts";

export interface BotParts {
  readonly db: Db;
  readonly clock: Clock;
  /** In [0, 1). */
  readonly random: () => number;
  readonly events: Events;
  readonly inFolder: string;
  /** Where the words of messages stand. */
  readonly templates: string;
  /** The folder always; email and WhatsApp where they are set up. */
  readonly channels: readonly Channel[];
  readonly doorState?: (channel: ChannelName) => DoorState;
  /** Absent where this machine has no secrets for the API of LAPOR!. */
  readonly connectLapor?: ConnectLapor | null;
}

export type Bot = ReturnType<typeof createBot>;

/** How long the first turn waits for files that are still arriving, and how often a distrusted clock is looked at. */
const patience = 60;

/**
 * The whole bot over one book. `turn()` learns, decides, stores and posts once; nothing in it waits for time to pass.
 * The caller decides when the next turn is: at `nextWakeAt()`, or at once after `wake`-worthy news.
 */
export function createBot(parts: BotParts) {
  const { db, clock, events, doorState = () => "up" as const } = parts;
  const { sql } = db;
  const has = (name: ChannelName) => parts.channels.some((channel) => channel.name === name);
  const channels: Channels = { wa: has("wa"), email: has("email") };
  const doors = watchDoors(clock.now);
  const isOpen = (name: "wa" | "email") =>
    channels[name] && doorState(name) !== "off" && !doors.isLongDown(name);
  const office = followOffice(sql, () => ({ wa: isOpen("wa"), email: isOpen("email") }));
  const settings = openSettings(sql);
  const desk = openDesk({
    db,
    office: office.current,
    onPoison: ({ id }, error) => events.judgeFailed(id, error),
    onPeopleChanged: () => void office.refresh(),
  });
  const time = watchTime({ clock, settings, alarms: desk.alarms });
  const replies = openReplies({
    desk,
    office: office.current,
    onPeopleChanged: () => void office.refresh(),
    onPoison: events.replyFailed,
  });
  const dropFolder = watchDropFolder(parts.inFolder, {
    ...desk,
    onImported: events.imported,
    onFailed: events.importFailed,
  });
  const lapor = openLaporSource({
    ...desk,
    office: office.current,
    connect: parts.connectLapor ?? null,
    now: clock.now,
    random: parts.random,
    onPolled: events.polled,
    onFailed: events.pollFailed,
    onBroken: events.pollBroken,
  });
  const rooms = openPostRooms({
    desk,
    office: office.current,
    channels: parts.channels,
    doorState,
    writers: followTemplates(parts.templates, events.templateBroken),
    settings,
    clock,
    random: parts.random,
    onHanded: events.handedOver,
    onReach: (channel, isUp) => doors.note(channel, isUp),
    onTurned: events.doorTurned,
    onFailed: events.channelFailed,
  });
  const mornings = openMornings(desk);
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
    for (const { name } of parts.channels) {
      if (doorState(name) === "down") doors.note(name, false);
      if (name === "wa" && doorState(name) === "up") doors.note(name, true);
      raiseIfSilent(name, { doors, alarms: desk.alarms, now: clock.now() });
    }
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

  /** One that lies in the future was written by a clock that was wrong, and is taken for what it is. */
  function beat(): void {
    if (time.hasJumped()) return;
    const now = clock.now();
    const last = settings.number("heartbeat") ?? 0;
    if (Math.abs(now - last) >= heartbeatEvery) settings.set("heartbeat", now);
  }

  /** True if another program changed the book since the last look. */
  function sync(): boolean {
    const isNew = office.sync();
    mayBeMended ||= isNew;
    if (isNew) events.orderChanged();
    return isNew;
  }

  return {
    desk,
    clock,
    events,
    beat,
    lookOver: (): void => mornings.lookOver(office.current(), clock.now()),
    skipLookOver: (): void => mornings.skip(office.current(), clock.now()),
    /** When the look-over of the day is due; null: not before something else happens. */
    nextLookOverAt: (): number | null =>
      isCaughtUp && !time.hasJumped() ? mornings.nextAt(office.current(), clock.now()) : null,
    zone: () => zoneOf(office.current()),
    /** Once, before the first turn: what was under way when the last run ended goes out again under the same ids. */
    start(): void {
      const now = clock.now();
      atomically(() => {
        start = { expired: desk.aftermath.expireOld(now), recovered: desk.outbox.recover(now) };
        // while the time is wrong, the last heartbeat is what shows it
        if (!time.hasJumped()) outage = noteOutage(sql, settings, now);
        clearAbsent(desk.alarms, has, now);
      });
      if (outage) office.cameUp(now);
      events.started({ ...start, downSeconds: outage ? outage.to - outage.from : null });
    },
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
    /** Costs one read of shared memory. */
    hasNews: sync,
    hasTimeJumped: time.hasJumped,
    /** Fires what news made due, where something beside the turns learned it. Call it inside the transaction of the news. */
    fireDue(): void {
      if (!isCaughtUp || time.hasJumped()) return;
      answer();
      judge();
    },
    /** True if the drop folder holds a file that is complete. */
    hasFiles: (): Promise<boolean> => dropFolder.look(clock.now()),
    think,
    /** Asks the API of LAPOR! what is due, without waiting for it; `onDone` when its answers are in the book. */
    startReading: (onDone: () => void): void => void (time.isTrusted() && lapor.start(onDone)),
    /** Breaks off what is being read. */
    stopReading: (): Promise<void> => lapor.close(),
    /** Hands over what is due without waiting for it; `onDone` when something was handed over. */
    startPosting: (onDone: () => void): void => rooms.startAll(time.isTrusted() ? "all" : "alarms", onDone),
    isPosting: (): boolean => rooms.isBusy(),
    /** Learns, decides, stores, posts. Resolves when what was due at its start has been handed over. */
    async turn(): Promise<void> {
      if (time.isTrusted()) await lapor.poll();
      if (!(await think())) return;
      const handed = await rooms.postAll(time.isTrusted() ? "all" : "alarms");
      // What was told may make the next thing due at this very moment.
      if (handed > 0) await think();
    },
    /** When the next turn is due; null: only news can bring one. */
    nextWakeAt(): number | null {
      const now = clock.now();
      const look = dropFolder.nextLookAt(now);
      if (time.hasJumped()) return now + patience;
      if (!isCaughtUp) return look ?? (lapor.isBusy() ? now + patience : (lapor.nextAt() ?? now));
      const moments = [
        desk.clerk.nextDueAt(),
        // one that is past could not be told in this turn: nobody to tell, or no zone; it waits for news
        laterThan(now, desk.alarms.nextAt()),
        doors.nextAt(),
        look,
        lapor.nextAt(),
        ...rooms.nextAt(now),
      ];
      const known = moments.filter((moment) => moment !== null);
      return known.length === 0 ? null : Math.min(...known);
    },
  };
}

function laterThan(now: number, moment: number | null): number | null {
  return moment !== null && moment > now ? moment : null;
}
