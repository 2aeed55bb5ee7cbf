import type { Db } from "../db/open.ts";
import type { Clock } from "./clock.ts";
import { openDesk } from "./desk/desk.ts";
import { watchDoors } from "./desk/door-watch.ts";
import { watchDropFolder } from "./desk/drop-folder.ts";
import { type ConnectLapor, openLaporSource } from "./desk/lapor-source.ts";
import { openMornings } from "./desk/morning.ts";
import { followOffice } from "./desk/office.ts";
import { type DoorState, openPostRooms } from "./desk/post-rooms.ts";
import { openReplies } from "./desk/replies.ts";
import { openSettings } from "./desk/settings.ts";
import { followTemplates } from "./desk/writers.ts";
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

export type Wiring = ReturnType<typeof wire>;

/** The rooms that a bot needs, opened over one book and connected with each other. Nothing begins by itself. */
export function wire(parts: BotParts) {
  const { db, clock, random, events, channels, doorState = () => "up" as const } = parts;
  const { sql } = db;
  const has = (name: ChannelName) => channels.some((channel) => channel.name === name);
  const doors = watchDoors(clock.now);
  const isOpen = (name: "wa" | "email") => has(name) && doorState(name) !== "off" && !doors.isLongDown(name);
  const office = followOffice(sql, () => ({ wa: isOpen("wa"), email: isOpen("email") }));
  const onPeopleChanged = () => void office.refresh();
  const settings = openSettings(sql);
  const desk = openDesk({
    db,
    office: office.current,
    onPoison: ({ id }, error) => events.judgeFailed(id, error),
    onPeopleChanged,
  });
  return {
    sql,
    clock,
    events,
    channels,
    has,
    doorState,
    doors,
    office,
    settings,
    desk,
    time: watchTime({ clock, settings, alarms: desk.alarms }),
    mornings: openMornings(desk),
    replies: openReplies({ desk, office: office.current, onPeopleChanged, onPoison: events.replyFailed }),
    dropFolder: watchDropFolder(parts.inFolder, {
      ...desk,
      onImported: events.imported,
      onFailed: events.importFailed,
    }),
    lapor: openLaporSource({
      ...desk,
      office: office.current,
      connect: parts.connectLapor ?? null,
      now: clock.now,
      random,
      onPolled: events.polled,
      onFailed: events.pollFailed,
      onBroken: events.pollBroken,
    }),
    rooms: openPostRooms({
      desk,
      office: office.current,
      channels,
      doorState,
      writers: followTemplates(parts.templates, events.templateBroken),
      settings,
      clock,
      random,
      onHanded: events.handedOver,
      onReach: (channel, isUp) => doors.note(channel, isUp),
      onTurned: events.doorTurned,
      onFailed: events.channelFailed,
    }),
  };
}
