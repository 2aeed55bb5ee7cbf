import type { Sql } from "../../../db/open.ts";
import type { Instant, Zone } from "../../calendar/contract.ts";
import { zoneOffset } from "../../calendar/zones.ts";
import type { ChannelName, Message } from "../contract.ts";
import { cutOff, type OutboxStore } from "../store.ts";
import type { Pace } from "./contract.ts";
import {
  afterOneMore,
  dayRest,
  freshPace,
  gapRest,
  localMoment,
  newChatRest,
  nightRest,
  type PaceLimits,
  type PaceState,
  recipientRest,
  type Rest,
  safePace,
} from "./limits.ts";

export interface PaceParts {
  readonly sql: Sql;
  readonly outbox: OutboxStore;
  readonly channel: ChannelName;
  /** Of the Pemda; null: none was chosen yet. */
  readonly zone: () => Zone | null;
  readonly random: () => number;
}

/** Seconds: what came in the same breath is no backlog. */
const joinAfter = 15;
const week = 7 * 86_400;
const lockedWords = "WhatsApp membatasi nomor bot memulai percakapan baru";

/** A pace that survives restarts. Limits stand in the settings row "pace.<channel>", the state beside it. */
export function openPace({ sql, outbox, channel, zone, random }: PaceParts): Pace {
  const settings = openPaceSettings(sql, channel);
  const placed = (now: Instant) => localMoment(now, offsetOf(zone()));
  const isNewChat = ({ recipient }: Message) => !outbox.hasChat(channel, recipient);

  function restOfNews(row: Message, now: Instant): Rest | null {
    const limits = settings.limits();
    const moment = placed(now);
    const today = outbox.recent(channel, row.recipient, moment.midnight);
    const rest = nightRest(row.createdAt, limits, moment) ?? recipientRest(today, limits, moment);
    if (rest || !isNewChat(row)) return rest;
    return newChatRest(settings.state(), { limits, isAtFirst: settings.isNumberNew(now) }, moment);
  }

  return {
    batch: 1,
    joinAfter,
    rest(now) {
      const [state, limits, moment] = [settings.state(), settings.limits(), placed(now)];
      return gapRest(state, limits, moment) ?? dayRest(state, limits, moment);
    },
    restOf(row, now) {
      // Who wrote first waits for the answer; what a crash cut off may be there already.
      if (row.kind === "reply" || row.note === cutOff) return null;
      const lock = settings.lockedUntil();
      if (lock > now && isNewChat(row)) return { at: lock, why: lockedWords, isHopeless: true };
      if (row.kind === "alarm") return gapRest(settings.state(), settings.limits(), placed(now));
      return restOfNews(row, now);
    },
    take(row, now) {
      const more = { limits: settings.limits(), isNewChat: isNewChat(row), random: random() };
      settings.keep(afterOneMore(settings.state(), more, placed(now)));
    },
  };
}

/** The limits of a channel as they are now: what the book says, and what is safe. */
export function readPaceLimits(sql: Sql, channel: ChannelName): PaceLimits {
  return openPaceSettings(sql, channel).limits();
}

/** Since when the channel is used with this number; asked of the bot itself as soon as it is linked. */
export function notePaceNumber(
  sql: Sql,
  { channel, number }: { channel: ChannelName; number: string },
  now: Instant,
): void {
  openPaceSettings(sql, channel).noteNumber(number, now);
}

/** Until when the channel may not open new chats; 0: it may. */
export function newChatsLockedUntil(sql: Sql, channel: ChannelName): Instant {
  return openPaceSettings(sql, channel).lockedUntil();
}

/** Until then nobody is written to who was never written to before; 0: the lock is off. */
export function lockNewChats(sql: Sql, channel: ChannelName, until: Instant): void {
  openPaceSettings(sql, channel).lock(until);
}

/** What stands in the book about the pace of one channel. */
function openPaceSettings(sql: Sql, channel: ChannelName) {
  const get = sql.prepare<[string], string>("select value from settings where key = ?").pluck();
  const put = sql.prepare(
    "insert into settings (key, value) values (?, ?) on conflict (key) do update set value = excluded.value",
  );
  const read = <T>(key: string, otherwise: T): T => {
    const stored = get.get(key);
    return stored === undefined ? otherwise : { ...otherwise, ...(JSON.parse(stored) as T) };
  };
  return {
    limits: () => read<PaceLimits>(`pace.${channel}`, safePace),
    state: () => read<PaceState>(`pace.${channel}.state`, freshPace),
    keep: (state: PaceState) => void put.run(`pace.${channel}.state`, JSON.stringify(state)),
    lockedUntil: (): Instant => read(`pace.${channel}.lock`, { until: 0 }).until,
    lock: (until: Instant) => void put.run(`pace.${channel}.lock`, JSON.stringify({ until })),
    noteNumber(number: string, now: Instant): void {
      if (read(`pace.${channel}.number`, { number: "" }).number === number) return;
      put.run(`pace.${channel}.number`, JSON.stringify({ number, since: now }));
      put.run(`pace.${channel}.lock`, JSON.stringify({ until: 0 }));
    },
    isNumberNew: (now: Instant) => now < read(`pace.${channel}.number`, { since: -week }).since + week,
  };
}

function offsetOf(zone: Zone | null): number {
  return zone === null ? 0 : zoneOffset(zone);
}
