import type { Sql } from "../../../../db/open.ts";
import type { Instant } from "../../../calendar/contract.ts";
import type { ChannelName } from "../../contract.ts";
import { freshPace, type PaceLimits, type PaceState, safePace } from "../limits.ts";

const week = 7 * 86_400;

/** What stands in the book about the pace of one channel: the rows "pace.<channel>" and "pace.<channel>.…" of the settings. */
export function openPaceSettings(sql: Sql, channel: ChannelName) {
  const get = sql.prepare<[string], string>("select value from settings where key = ?").pluck();
  const put = sql.prepare(
    "insert into settings (key, value) values (?, ?) on conflict (key) do update set value = excluded.value",
  );
  const drop = sql.prepare("delete from settings where key = ?");
  const keyOf = (part: string) => `pace.${channel}${part}`;
  const read = <T>(part: string, otherwise: T): T => ({ ...otherwise, ...parse(get.get(keyOf(part))) });
  const write = (part: string, value: unknown) => void put.run(keyOf(part), JSON.stringify(value));
  return {
    /** What Kominfo set, and for the rest what is safe. */
    limits: (): PaceLimits => read("", safePace),
    setLimits: (limits: PaceLimits): void => write("", limits),
    resetLimits: (): void => void drop.run(keyOf("")),
    state: (): PaceState => read(".state", freshPace),
    keepState: (state: PaceState): void => write(".state", state),
    /** Until when no new chat is opened, for it would be refused; 0: they may. */
    lockedUntil: (): Instant => read(".lock", { until: 0 }).until,
    lockNewChats: (until: Instant): void => write(".lock", { until }),
    /** With which number the channel is used, as soon as that is known; another one begins anew. */
    noteNumber(number: string, now: Instant): void {
      if (read(".number", { number: "" }).number === number) return;
      write(".number", { number, since: now });
      write(".lock", { until: 0 });
    },
    /** Since when the channel is used with this number; null: it never was. */
    usedSince(number: string): Instant | null {
      const used = read(".number", { number: "", since: 0 });
      return used.number === number ? used.since : null;
    },
    isNumberNew: (now: Instant): boolean => now < read(".number", { since: -week }).since + week,
  };
}

/** A row that somebody mended by hand and broke must not stop the channel: what is safe counts then. */
function parse(stored: string | undefined): object {
  try {
    const value: unknown = JSON.parse(stored ?? "{}");
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}
