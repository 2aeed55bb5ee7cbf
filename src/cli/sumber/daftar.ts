import type { Db } from "../../../db/open.ts";
import type { Instant } from "../../calendar/contract.ts";
import { isoWithOffset } from "../../calendar/format.ts";
import { readFileSettings } from "../../sources/file/settings.ts";
import { readSettings } from "../../sources/lapor/settings.ts";
import { openLaporStore } from "../../sources/lapor/store.ts";
import { openWebhookStore } from "../../sources/webhook/store.ts";
import { withBookOrShipped } from "../shared/book.ts";
import { openCommandDesk } from "../shared/command-desk.ts";
import { calendarOfPemda } from "../shared/place.ts";
import { printJsonLines, printLine } from "../shared/print.ts";
import { describeSource } from "./describe.ts";
import { readSources, type SourceRow } from "./source-row.ts";

/** Every source with its settings, how fresh it is, what went wrong last, and when it is asked next. */
export async function daftar({ json = false }: { json?: boolean }): Promise<void> {
  await withBookOrShipped((db) => {
    const rows = readSources(db.sql);
    if (json) return printJsonLines(rows.map((row) => asJson(db, row)));
    rows.forEach((row, index) => {
      if (index > 0) printLine();
      for (const line of describeSource(db, row)) printLine(line);
    });
  });
}

function settingsOf({ kind, settings }: SourceRow): unknown {
  if (settings === null) return null;
  return kind === "file" ? readFileSettings(settings) : readSettings(settings);
}

function asJson(db: Db, row: SourceRow): Record<string, unknown> {
  const calendar = calendarOfPemda(db.sql, openCommandDesk(db).office);
  const iso = (at: Instant | null) => (at === null || at === 0 ? null : isoWithOffset(calendar, at));
  const { source, kind, zone, maxAge, lastError } = row;
  return {
    source,
    kind,
    zone,
    maxAge,
    settings: settingsOf(row),
    asOf: iso(row.asOf),
    lastOkAt: iso(row.lastOkAt),
    lastErrorAt: iso(row.lastErrorAt),
    lastError,
    nextPollAt: iso(row.nextPollAt),
    skipped: kind === "lapor" ? openLaporStore(db.sql).faulty() : [],
    ...(kind === "webhook" && { today: openWebhookStore(db.sql).figures() }),
  };
}
