import type { Sql } from "../../../db/open.ts";
import type { Instant, Zone } from "../../calendar/contract.ts";
import { zoneOffset } from "../../calendar/zones.ts";
import type { ChannelName, Message } from "../contract.ts";
import { cutOff, type OutboxStore } from "../store.ts";
import { openPaceSettings } from "./settings/store.ts";
import type { Pace } from "./contract.ts";
import {
  afterOneMore,
  dayRest,
  gapRest,
  localMoment,
  newChatRest,
  nightRest,
  recipientRest,
  type Rest,
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
      settings.keepState(afterOneMore(settings.state(), more, placed(now)));
    },
  };
}

function offsetOf(zone: Zone | null): number {
  return zone === null ? 0 : zoneOffset(zone);
}
