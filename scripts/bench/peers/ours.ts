import { join } from "node:path";
import { mkdirSync } from "node:fs";
import { type Db, openDb } from "../../../db/open.ts";
import { parseLocalInstant } from "../../../src/calendar/format.ts";
import { openCommandDesk } from "../../../src/cli/shared/command-desk.ts";
import type { Message } from "../../../src/outbox/contract.ts";
import { type Bench, countOf, expectCount } from "../contract.ts";
import { type Sample, time } from "../measure.ts";
import { openFloorSweep } from "../sweep/floor.ts";
import { restore, waitingBook } from "../waiting-book.ts";
import { messagesPerStep, type Peer, stepCount } from "./contract.ts";

/** Thursday, when everything that waits in the book is due and its window still open. */
const now = parseLocalInstant("2026-11-26T11:45", { zone: "Asia/Makassar" });
const batchSize = 1000;

/** The sweep as the bot does it: six rows a step, as in the other queues. Its next moment is open until somebody was told. */
export function openOurs(bench: Bench): Peer {
  return openOnBook(bench, "ours", (db) => [() => sweepOf(db)]);
}

/** And on until each next moment is stored: it is counted from the first message that was taken. */
export function openOursTold(bench: Bench): Peer {
  return openOnBook(bench, "ours, told", (db) => {
    const { aftermath } = openCommandDesk(db);
    const firstOfEach = db.sql.prepare<[], Message>(
      "select * from outbox where id in (select min(id) from outbox group by escalationId) order by escalationId",
    );
    const noteTold = db.sql.transaction((rows: readonly Message[]) => aftermath.noteTold(rows, now));
    return [
      () => sweepOf(db),
      () => {
        // The bot has them in its hands when they were taken: looking them up is no part of its work.
        const told = firstOfEach.all();
        return () => {
          for (let from = 0; from < told.length; from += batchSize)
            noteTold.immediate(told.slice(from, from + batchSize));
        };
      },
    ];
  });
}

function sweepOf(db: Db): () => void {
  const { clerk, office } = openCommandDesk(db);
  return () => {
    while (clerk.judgeDue(office, now).looked > 0);
  };
}

/** The same rows on the same schema, copied by SQLite alone: no queue on this schema could be faster. */
export function openFloor(bench: Bench): Peer {
  return openOnBook(bench, "floor", ({ sql }) => {
    const sweep = openFloorSweep(sql);
    return [
      () => () => {
        while (sweep(now) > 0);
      },
    ];
  });
}

/** A part of the work: what it returns is timed, what it does before is not. */
type Part = () => () => void;

function openOnBook(bench: Bench, name: string, prepare: (db: Db) => readonly Part[]): Peer {
  const folder = join(bench.folder, "peers", name);
  mkdirSync(folder, { recursive: true });
  const db = openDb(waitingBook({ ...bench, folder }, stepCount));
  const { sql } = db;
  expectCount("synchronous=FULL", Number(sql.pragma("synchronous", { simple: true })), 2);
  const parts = prepare(db);
  return {
    async run() {
      restore(sql, stepCount);
      const samples: Sample[] = [];
      for (const part of parts) samples.push(await time(part()));
      expectCount(`${name} messages`, countOf(sql, "outbox"), stepCount * messagesPerStep);
      expectCount(`${name} log lines`, countOf(sql, "escalationLog"), stepCount);
      expectCount(`${name} moved on`, countOf(sql, "escalations where nextStep = 3"), stepCount);
      const counted = parts.length > 1 ? stepCount : 0;
      expectCount(`${name} next moments`, countOf(sql, `escalations where dueAt > ${now}`), counted);
      return { ms: sum(samples.map(({ ms }) => ms)), cpuMs: sum(samples.map(({ cpuMs }) => cpuMs)) };
    },
    async stop() {
      db.close();
    },
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
