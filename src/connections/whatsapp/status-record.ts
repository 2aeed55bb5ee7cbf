import type { Sql } from "../../../db/open.ts";
import type { Log, WhatsAppStatus } from "./types.ts";
import { readSetting, writeSetting } from "./version.ts";

const key = "waState";

/** For the eyes of other programs only, so no reason to lose the connection where it cannot be written. */
export function recordStatus(sql: Sql, status: WhatsAppStatus, log: Log): void {
  try {
    writeSetting(sql, key, JSON.stringify(status));
  } catch (error) {
    log.warn({ reason: String(error) }, "keadaan WhatsApp tidak tercatat");
  }
}

/** Why WhatsApp put the device out that was linked last; null: none was, or nobody knows. */
export function codeOfLogout(sql: Sql): number | null {
  const last = JSON.parse(readSetting(sql, key) ?? "{}") as Partial<WhatsAppStatus>;
  return last.state === "logged_out" ? (last.code ?? null) : null;
}
