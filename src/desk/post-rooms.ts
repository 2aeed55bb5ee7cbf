import type { Clock } from "../clock.ts";
import type { Channel, ChannelName } from "../outbox/contract.ts";
import { type Pace, unpaced } from "../outbox/pace/contract.ts";
import { openPace } from "../outbox/pace/store.ts";
import { nextPostAt } from "../outbox/claim.ts";
import { postDue } from "../outbox/post.ts";
import type { PostRoom } from "../outbox/post-room.ts";
import { compose } from "./compose.ts";
import type { Desk } from "./desk.ts";
import { zoneOf } from "./office.ts";
import { readLaporLink } from "./lapor-link.ts";
import { passOn } from "./pass-on.ts";
import type { openSettings } from "./settings.ts";
import type { Writers } from "./writers.ts";
import type { Tally } from "../outbox/tally.ts";
import type { Office } from "../escalation/contract.ts";

/** up; down for now: its messages wait without being tried; off until a person mends it: other channels take over. */
export type DoorState = "up" | "down" | "off";

export interface PostRoomsParts {
  readonly desk: Desk;
  readonly office: () => Office;
  readonly channels: readonly Channel[];
  readonly doorState: (channel: ChannelName) => DoorState;
  readonly writers: Writers;
  readonly settings: ReturnType<typeof openSettings>;
  readonly clock: Clock;
  readonly random: () => number;
  readonly onHanded: (channel: ChannelName, tally: Tally) => void;
  readonly onReach: (channel: ChannelName, isUp: boolean) => void;
  /** A way out that served so far does not now, or does again. */
  readonly onTurned: (channel: ChannelName, isUp: boolean) => void;
  readonly onFailed: (channel: ChannelName, error: unknown) => void;
}

const downWait = 30;
/** Seconds after a fault of our own, such as a full disk: trying at once would fail at once, thousands of times a minute. */
const faultWait = 60;

/** One post room a channel; a channel that fails or waits does not hold up the others. */
export function openPostRooms(parts: PostRoomsParts) {
  const { desk, office, doorState, clock } = parts;
  const { sql } = desk;
  let isUrgentOnly = false;
  const rooms = parts.channels.map((channel) => openRoom(channel));

  function openRoom(channel: Channel): PostRoom {
    return {
      store: desk.outbox,
      channel,
      atomically: (work) => sql.transaction(work).immediate(),
      isUrgentOnly: () => isUrgentOnly,
      isOpen: () => doorState(channel.name) === "up",
      pace: paceOf(channel.name),
      composer: () => {
        const link = readLaporLink(parts.settings);
        const { book, escalations } = desk;
        const tools = { book, escalations, office, writer: parts.writers.current(), link };
        return (rows, now) => compose(tools, rows, now);
      },
      onTold: (rows, at) => desk.aftermath.noteTold(rows, at),
      onRefused: (row, at, isOurs) => desk.aftermath.noteRefused(row, at, isOurs),
      onPoison: (error) => parts.onFailed(channel.name, error),
      onReach: (isUp) => noteReach(channel.name, isUp),
      clock,
      random: parts.random,
      after: (ms, work) => void setTimeout(work, ms),
    };
  }

  const closed = new Set<ChannelName>();

  function noteReach(channel: ChannelName, isUp: boolean): void {
    if (isUp === closed.has(channel)) parts.onTurned(channel, isUp);
    if (isUp) closed.delete(channel);
    else closed.add(channel);
    parts.onReach(channel, isUp);
  }

  function paceOf(channel: ChannelName): Pace {
    if (channel !== "wa") return unpaced;
    return openPace({
      sql,
      outbox: desk.outbox,
      channel,
      zone: () => zoneOf(office()),
      random: parts.random,
    });
  }

  const busy = new Set<PostRoom>();
  const failedAt = new Map<PostRoom, number>();

  /** A clock that was set back must not keep a room closed. */
  function isResting(room: PostRoom): boolean {
    const since = clock.now() - (failedAt.get(room) ?? -Infinity);
    return since >= 0 && since < faultWait;
  }

  async function post(room: PostRoom): Promise<number> {
    if (busy.has(room) || isResting(room)) return 0;
    busy.add(room);
    try {
      if (doorState(room.channel.name) === "off") passOnFrom(room);
      // what was on its way when sending was switched off, and did not leave
      if (office().doors.isTrial) desk.outbox.divertToFolder();
      const tally = await postDue(room);
      if (tally.parcels > 0) parts.onHanded(room.channel.name, tally);
      return tally.parcels;
    } catch (error) {
      failedAt.set(room, clock.now());
      parts.onFailed(room.channel.name, error);
      return 0;
    } finally {
      busy.delete(room);
    }
  }

  function passOnFrom({ channel, atomically }: PostRoom): void {
    atomically(() => passOn(desk, office(), { channel: channel.name, now: clock.now() }));
  }

  async function postAndTell(room: PostRoom, onDone: () => void): Promise<void> {
    if ((await post(room)) > 0) onDone();
  }

  function nextOf(room: PostRoom, now: number): number[] {
    const at = busy.has(room) ? null : nextPostAt(room, now);
    if (at === null) return [];
    if (isResting(room)) return [Math.max(at, (failedAt.get(room) ?? now) + faultWait)];
    return [room.isOpen() ? at : Math.max(at, now + downWait)];
  }

  return {
    /** Sends what is due, all channels side by side; only alarms where time cannot be trusted. Returns how many parcels were tried. */
    async postAll(only: "all" | "alarms"): Promise<number> {
      isUrgentOnly = only === "alarms";
      const handed = await Promise.all(rooms.map(post));
      return handed.reduce((sum, count) => sum + count, 0);
    },
    /** The same without waiting for it: a server that says nothing must not keep the bot from learning and judging. */
    startAll(only: "all" | "alarms", onDone: () => void): void {
      isUrgentOnly = only === "alarms";
      for (const room of rooms) if (!busy.has(room)) void postAndTell(room, onDone);
    },
    isBusy: (): boolean => busy.size > 0,
    nextAt: (now: number): number[] => rooms.flatMap((room) => nextOf(room, now)),
  };
}
