import { join } from "node:path";
import type { Db } from "../db/open.ts";
import type { Clock } from "./clock.ts";
import { compose } from "./desk/compose.ts";
import { openDesk } from "./desk/desk.ts";
import { examine, isDoctorsCause } from "./desk/doctor.ts";
import { watchDropFolder } from "./desk/drop-folder.ts";
import { type Channels, followOffice } from "./desk/office.ts";
import { type Incoming, openReplies } from "./desk/replies.ts";
import { openSettings } from "./desk/settings.ts";
import { tellKominfo } from "./desk/tell-kominfo.ts";
import type { Alarm } from "./escalation/contract.ts";
import type { Events } from "./events.ts";
import { openWriter } from "./messages/writer.ts";
import type { Channel, ChannelName } from "./outbox/contract.ts";
import { type Pace, unpaced } from "./outbox/pace/contract.ts";
import { openPace } from "./outbox/pace/store.ts";
import { postDue, type PostRoom } from "./outbox/post.ts";
import { home } from "./paths.ts";

export interface BotParts {
  readonly db: Db;
  readonly clock: Clock;
  /** In [0, 1). */
  readonly random: () => number;
  readonly events: Events;
  readonly inFolder: string;
  /** The folder always; email and WhatsApp where they are set up. */
  readonly channels: readonly Channel[];
  readonly doorState?: (channel: ChannelName) => DoorState;
}

/** up; down for now: its messages wait without being tried; off until a person mends it: other channels take over. */
export type DoorState = "up" | "down" | "off";

export type Bot = ReturnType<typeof createBot>;

const downWait = 30;
const heartbeatEvery = 60;

/**
 * The whole bot over one book. `turn()` learns, decides, stores and posts once; nothing in it waits for time to pass.
 * The caller decides when the next turn is: at `nextWakeAt()`, or at once after `wake`-worthy news.
 */
export function createBot(parts: BotParts) {
  const { db, clock, events } = parts;
  const { sql } = db;
  const has = (name: ChannelName) => parts.channels.some((channel) => channel.name === name);
  const channels: Channels = { wa: has("wa"), email: has("email") };
  const doorState = parts.doorState ?? (() => "up" as const);
  const office = followOffice(sql, () => ({ ...channels, wa: channels.wa && doorState("wa") !== "off" }));
  const settings = openSettings(sql);
  const desk = openDesk({
    db,
    office: office.current,
    onPoison: ({ id }, error) => events.judgeFailed(id, error),
  });
  const replies = openReplies(sql, desk.outbox);
  const writer = openWriter(join(home, "templates"));
  const dropFolder = watchDropFolder(parts.inFolder, {
    sql,
    intake: desk.intake,
    onImported: events.imported,
    onFailed: events.importFailed,
  });
  const rooms = parts.channels.map((channel) => openRoom(channel));
  const atomically = <T>(work: () => T): T => sql.transaction(work).immediate();

  function openRoom(channel: Channel): PostRoom {
    return {
      store: desk.outbox,
      channel,
      atomically: (work) => sql.transaction(work).immediate(),
      pace: paceOf(channel.name),
      compose: (rows, now) =>
        compose(
          {
            book: desk.book,
            escalations: desk.escalations,
            office: office.current,
            writer,
            link: settings.text("lapor.link"),
          },
          rows,
          now,
        ),
      onTold: (rows, at) => desk.aftermath.noteTold(rows, at),
      onRefused: (row, at) => desk.aftermath.noteRefused(row, at),
      onPoison: (error) => events.channelFailed(channel.name, error),
      clock,
      random: parts.random,
    };
  }

  function paceOf(channel: ChannelName): Pace {
    const pace =
      channel === "wa" ? openPace({ sql, outbox: desk.outbox, channel, random: parts.random }) : unpaced;
    return { ...pace, openAt: (now) => (doorState(channel) === "up" ? pace.openAt(now) : now + downWait) };
  }

  async function post(room: PostRoom): Promise<number> {
    try {
      const handed = await postDue(room);
      if (handed > 0) events.handedOver(room.channel.name, handed);
      return handed;
    } catch (error) {
      events.channelFailed(room.channel.name, error);
      return 0;
    }
  }

  function answer(): void {
    const outcomes = replies.handleWaiting(clock.now());
    for (const outcome of outcomes) events.replied(outcome);
    if (!outcomes.includes("registered")) return;
    office.refresh();
    atomically(() => desk.clerk.reviewHeld("no_recipient", office.current(), clock.now()));
  }

  function judge(): void {
    for (let looked = desk.clerk.fireDue(office.current(), clock.now()); looked > 0;) {
      events.judged(looked);
      looked = desk.clerk.fireDue(office.current(), clock.now());
    }
    const told = atomically(() => tellKominfo(desk.alarms, desk.outbox, office.current(), clock.now()));
    if (told > 0) events.alarmed(told);
  }

  function beat(): void {
    const last = settings.number("heartbeat") ?? 0;
    if (clock.now() >= last + heartbeatEvery || clock.now() < last) settings.set("heartbeat", clock.now());
  }

  /** Findings of the doctor become alarms; what is mended is told once. */
  function lookOver(): void {
    const now = clock.now();
    const findings = examine(office.current(), now);
    const causes = new Set(findings.map(({ cause }) => cause));
    atomically(() => {
      desk.aftermath.expireOld(now);
      for (const finding of findings) desk.alarms.raise(finding, now);
      for (const { cause } of desk.alarms.open())
        if (isDoctorsCause(cause) && !causes.has(cause)) desk.alarms.clear(cause, now);
    });
  }

  return {
    desk,
    beat,
    lookOver,
    zone: (): string | null => {
      const { root } = office.current().people;
      return root?.calendar ? (office.current().calendars.get(root.calendar)?.zone ?? null) : null;
    },
    /** Once, before the first turn: what was under way when the last run ended goes out again under the same ids. */
    start(): void {
      const now = clock.now();
      const last = settings.number("heartbeat");
      const recovered = atomically(() => {
        desk.aftermath.expireOld(now);
        return desk.outbox.recover(now);
      });
      if (last !== null && now - last > 2 * heartbeatEvery)
        sql.prepare("insert into outages (fromAt, toAt) values (?, ?)").run(last, now);
      settings.set("heartbeat", now);
      events.started({ recovered, downSeconds: last === null ? null : now - last });
    },
    /** A message from an official: stored before this returns. */
    /** Something outside that only a person can mend, or that is mended. */
    noteTrouble(alarm: Alarm, isSo: boolean): void {
      if (isSo) desk.alarms.raise(alarm, clock.now());
      else desk.alarms.clear(alarm.cause, clock.now());
    },
    receive: (message: Incoming): void => replies.journal(message),
    /** A delivery or read receipt. */
    noteReceipt: (wireId: string, state: "delivered" | "read"): void =>
      desk.outbox.noteReceipt(wireId, state, clock.now()),
    /** True if another program changed the book since the last look. Costs one read of shared memory. */
    hasNews(): boolean {
      const isNew = office.sync();
      if (isNew) events.orderChanged();
      return isNew;
    },
    /** True if the drop folder holds a file that is complete. */
    hasFiles: (): Promise<boolean> => dropFolder.look(clock.now()),
    /** Learns, decides, stores, posts. Resolves when what was due at its start has been handed over. */
    async turn(): Promise<void> {
      if (office.sync()) events.orderChanged();
      await dropFolder.importReady(clock.now());
      answer();
      judge();
      beat();
      const handed = await Promise.all(rooms.map(post));
      // What was told may make the next thing due at this very moment.
      if (handed.some((count) => count > 0)) judge();
    },
    /** When the next turn is due; null: only news can bring one. */
    nextWakeAt(): number | null {
      const now = clock.now();
      const moments = [
        desk.clerk.nextDueAt(),
        desk.alarms.nextAt(),
        dropFolder.nextLookAt(now),
        ...rooms.map((room) => nextPost(room, now)),
      ];
      const known = moments.filter((moment) => moment !== null);
      return known.length === 0 ? null : Math.min(...known);
    },
  };

  function nextPost(room: PostRoom, now: number): number | null {
    const at = desk.outbox.nextAt(room.channel.name);
    return at === null ? null : Math.max(at, room.pace.openAt(now));
  }
}
