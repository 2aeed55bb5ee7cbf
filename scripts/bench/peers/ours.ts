import { join } from "node:path";
import { mkdirSync } from "node:fs";
import { openDb } from "../../../db/open.ts";
import { parseLocalInstant } from "../../../src/calendar/format.ts";
import { openCommandDesk } from "../../../src/cli/shared/command-desk.ts";
import type { Message } from "../../../src/outbox/contract.ts";
import { type Bench, countOf, expectCount } from "../contract.ts";
import { time } from "../measure.ts";
import { restore, waitingBook } from "../waiting-book.ts";
import { messagesPerStep, type Peer, stepCount } from "./contract.ts";

/** Thursday, when everything that waits in the book is due and its window still open. */
const now = parseLocalInstant("2026-11-26T11:45", { zone: "Asia/Makassar" });
const batchSize = 1000;

/** The sweep as the bot does it, until each run has its next moment stored as well: that is counted from the first message told. */
export function openOurs(bench: Bench): Peer {
  const folder = join(bench.folder, "peers");
  mkdirSync(folder, { recursive: true });
  const db = openDb(waitingBook({ ...bench, folder }, stepCount));
  const { sql } = db;
  const { clerk, aftermath, office } = openCommandDesk(db);
  const firstOfEach = sql.prepare<[], Message>(
    "select * from outbox where id in (select min(id) from outbox group by escalationId) order by escalationId",
  );
  const noteTold = sql.transaction((rows: readonly Message[]) => aftermath.noteTold(rows, now));

  function carryOut(): void {
    while (clerk.fireDue(office, now) > 0);
    const told = firstOfEach.all();
    for (let from = 0; from < told.length; from += batchSize)
      noteTold.immediate(told.slice(from, from + batchSize));
  }

  return {
    async run() {
      restore(sql, stepCount);
      const sample = await time(carryOut);
      expectCount("our messages", countOf(sql, "outbox"), stepCount * messagesPerStep);
      expectCount(
        "our next steps",
        countOf(sql, `escalations where nextStep = 3 and dueAt > ${now}`),
        stepCount,
      );
      return sample;
    },
    async stop() {
      db.close();
    },
  };
}
