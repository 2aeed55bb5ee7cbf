import type { Sql } from "../../db/open.ts";
import type { Instant } from "../calendar/contract.ts";
import { formatInstant } from "../calendar/format.ts";
import { calendarOf } from "../escalation/calendar-of.ts";
import type { Office } from "../escalation/contract.ts";
import type { OutboxStore } from "../outbox/store.ts";
import type { openSettings } from "./settings.ts";
import { writeToRoot } from "./tell-kominfo.ts";

export interface Outage {
  readonly from: Instant;
  readonly to: Instant;
}

export const heartbeatEvery = 60;
/** A restart is no outage worth a letter. */
const worthTelling = 1800;

/** Writes down the time since the last heartbeat, if the bot did not run in it. */
export function noteOutage(sql: Sql, settings: ReturnType<typeof openSettings>, now: Instant): Outage | null {
  const from = settings.number("heartbeat");
  settings.set("heartbeat", now);
  if (from === null || now - from <= 2 * heartbeatEvery) return null;
  sql.prepare("insert into outages (fromAt, toAt) values (?, ?)").run(from, now);
  return { from, to: now };
}

/** The last outage worth a letter; null: there was none. */
export function findLastOutage(sql: Sql): Outage | null {
  const row = sql
    .prepare<[], { fromAt: Instant; toAt: Instant }>(
      `select fromAt, toAt from outages where toAt - fromAt >= ${worthTelling} order by id desc limit 1`,
    )
    .get();
  return row ? { from: row.fromAt, to: row.toAt } : null;
}

export interface CatchUp {
  readonly fired: number;
  readonly recovered: number;
  readonly expired: number;
}

/** One summary of an outage to Kominfo, after the first turn has caught up. */
export function tellOutage(outbox: OutboxStore, office: Office, outage: Outage, done: CatchUp): void {
  const calendar = calendarOf(office, null);
  if (!calendar || outage.to - outage.from < worthTelling) return;
  const from = formatInstant(calendar, outage.from);
  const to = formatInstant(calendar, outage.to);
  writeToRoot(
    outbox,
    office,
    {
      key: `outage/${outage.from}`,
      post: "kominfo",
      channels: "wa>email",
      kind: "notice",
      viewFor: () => ({
        subject: "[SIAGA] Bot sempat tidak berjalan",
        sentences: [`Bot tidak berjalan dari ${from} sampai ${to}. Setelah menyala kembali:`],
        items: [
          `${done.fired} jenjang yang tertunda sudah dijalankan, satu jenjang saja untuk tiap laporan`,
          `${done.expired} pesan lama ditinjau ulang menurut keadaan sekarang`,
          `${done.recovered} pesan yang terputus dikirim lagi dengan nomor pesan yang sama`,
        ],
        thread: null,
      }),
    },
    outage.to,
  );
}
