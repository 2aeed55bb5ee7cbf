import type { Sql } from "../../../db/open.ts";
import type { ChannelName } from "../contract.ts";
import type { OutboxStore } from "../store.ts";
import type { Pace } from "./contract.ts";
import {
  afterOneMore,
  channelOpensAt,
  daySeconds,
  freshPace,
  type PaceLimits,
  type PaceState,
  recipientRestsUntil,
  safePace,
} from "./limits.ts";

export interface PaceParts {
  readonly sql: Sql;
  readonly outbox: OutboxStore;
  readonly channel: ChannelName;
  readonly random: () => number;
}

/** A pace that survives restarts. Limits stand in the settings row "pace.<channel>", the state beside it. */
export function openPace({ sql, outbox, channel, random }: PaceParts): Pace {
  const get = sql.prepare<[string], string>("select value from settings where key = ?").pluck();
  const put = sql.prepare(
    "insert into settings (key, value) values (?, ?) on conflict (key) do update set value = excluded.value",
  );
  const read = <T>(key: string, otherwise: T): T => {
    const stored = get.get(key);
    return stored === undefined ? otherwise : { ...otherwise, ...(JSON.parse(stored) as T) };
  };
  const limits = () => read<PaceLimits>(`pace.${channel}`, safePace);
  const state = () => read<PaceState>(`pace.${channel}.state`, freshPace);
  return {
    batch: 1,
    openAt: (now) => channelOpensAt(state(), limits(), now),
    restOf: (recipient, now) =>
      recipientRestsUntil(outbox.recent(channel, recipient, now - daySeconds), limits(), now),
    take(now) {
      put.run(`pace.${channel}.state`, JSON.stringify(afterOneMore(state(), limits(), now, random())));
    },
  };
}
