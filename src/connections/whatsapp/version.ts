import type { WAVersion } from "@whiskeysockets/baileys";
import type { Sql } from "../../../db/open.ts";
import type { Instant } from "../../calendar/contract.ts";
import { isLoopback } from "./addresses.ts";
import type { Baileys } from "./types.ts";

// WhatsApp refuses clients that call themselves too old a WhatsApp Web (code 405).

const dayInSeconds = 86_400;

interface Need {
  /** Set by an operator, such as "2.3000.1043857760". */
  readonly set: string | undefined;
  readonly sql: Sql;
  readonly baileys: Baileys;
  readonly url: string;
  readonly now: Instant;
  /** The last one was refused: ask again whatever was remembered. */
  readonly wasRefused: boolean;
}

/** The version to show: the one set, else today's, asked for at most once a day, else the library's own (undefined). */
export async function chooseVersion(need: Need): Promise<WAVersion | undefined> {
  const { set, sql, baileys, url, now, wasRefused } = need;
  if (set) return parseVersion(set);
  if (isLoopback(url)) return undefined;
  const [seen = "", seenAt = "0"] = (readSetting(sql, "waVersionSeen") ?? "").split(" ");
  if (!wasRefused && now - Number(seenAt) < dayInSeconds) return parseVersion(seen);
  const { version, isLatest } = await baileys.fetchLatestWaWebVersion({
    signal: AbortSignal.timeout(10_000),
  });
  if (!isLatest) return parseVersion(seen);
  writeSetting(sql, "waVersionSeen", `${version.join(".")} ${now}`);
  return version;
}

function parseVersion(text: string): WAVersion | undefined {
  const parts = /^(\d+)\.(\d+)\.(\d+)$/u.exec(text);
  return parts ? [Number(parts[1]), Number(parts[2]), Number(parts[3])] : undefined;
}

export function readSetting(sql: Sql, key: string): string | undefined {
  return sql.prepare<[string], string>("select value from settings where key = ?").pluck().get(key);
}

export function writeSetting(sql: Sql, key: string, value: string): void {
  sql
    .prepare("insert into settings values (?, ?) on conflict do update set value = excluded.value")
    .run(key, value);
}
