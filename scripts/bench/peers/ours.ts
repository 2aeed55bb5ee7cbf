import { join } from "node:path";
import { mkdirSync } from "node:fs";
import { type Db, openDb } from "../../../db/open.ts";
import { parseLocalInstant } from "../../../src/calendar/format.ts";
import { openCommandDesk } from "../../../src/cli/shared/command-desk.ts";
import type { Message } from "../../../src/outbox/contract.ts";
import { type Bench, countOf, expectCount } from "../contract.ts";
import { time } from "../measure.ts";
import { openFloorSweep } from "../sweep/floor.ts";
import { restore, waitingBook } from "../waiting-book.ts";
import { messagesPerStep, nextStepSeconds, type Peer, stepCount } from "./contract.ts";

/** Thursday, when everything that waits in the book is due and its window still open. */
const now = parseLocalInstant("2026-11-26T11:45", { zone: "Asia/Makassar" });
const batchSize = 1000;

/** The sweep as the bot does it, until each run has its next moment stored as well: that is counted from the first message told. */
export function openOurs(bench: Bench): Peer {
  return openOnBook(bench, "ours", (db) => {
    const { clerk, aftermath, office } = openCommandDesk(db);
    const firstOfEach = db.sql.prepare<[], Message>(
      "select * from outbox where id in (select min(id) from outbox group by escalationId) order by escalationId",
    );
    const noteTold = db.sql.transaction((rows: readonly Message[]) => aftermath.noteTold(rows, now));
    return {
      sweep() {
        while (clerk.fireDue(office, now) > 0);
      },
      prepareCount() {
        const told = firstOfEach.all();
        return () => {
          for (let from = 0; from < told.length; from += batchSize)
            noteTold.immediate(told.slice(from, from + batchSize));
        };
      },
    };
  });
}

/** The same rows on the same schema, copied by SQLite alone: no queue on this schema could be faster. */
export function openFloor(bench: Bench): Peer {
  return openOnBook(bench, "floor", ({ sql }) => {
    const sweep = openFloorSweep(sql);
    const countOn = sql.prepare(
      `update escalations set toldAt = @now, remindFrom = @now, stepDueAt = @next, dueAt = @next
       where id in (select escalationId from outbox where state = 'pending')`,
    );
    return {
      sweep() {
        while (sweep(now) > 0);
      },
      prepareCount: () => () => void countOn.run({ now, next: now + nextStepSeconds }),
    };
  });
}

interface Work {
  sweep(): void;
  /** Looks up what the bot has in its hands when a message was taken; what it returns counts the next moments from there. */
  prepareCount(): () => void;
}

function openOnBook(bench: Bench, name: string, prepare: (db: Db) => Work): Peer {
  const folder = join(bench.folder, "peers", name);
  mkdirSync(folder, { recursive: true });
  const db = openDb(waitingBook({ ...bench, folder }, stepCount));
  const { sql } = db;
  expectCount("synchronous=FULL", Number(sql.pragma("synchronous", { simple: true })), 2);
  const work = prepare(db);
  return {
    async run() {
      restore(sql, stepCount);
      const swept = await time(() => work.sweep());
      const counted = await time(work.prepareCount());
      expectCount(`${name} messages`, countOf(sql, "outbox"), stepCount * messagesPerStep);
      expectCount(`${name} log lines`, countOf(sql, "escalationLog"), stepCount);
      expectCount(
        `${name} next steps`,
        countOf(sql, `escalations where nextStep = 3 and dueAt > ${now}`),
        stepCount,
      );
      return { ms: swept.ms + counted.ms, cpuMs: swept.cpuMs + counted.cpuMs };
    },
    async stop() {
      db.close();
    },
  };
}
