import { join } from "node:path";
import { type Db, openDb, type Sql } from "../../../db/open.ts";
import { zoneCalendar } from "../../../src/calendar/store.ts";
import { openShadowBook } from "../../../src/simulation/book.ts";
import { listMessages } from "../../../src/simulation/lines.ts";
import { simulate } from "../../../src/simulation/simulate.ts";
import type { Happening } from "../../../src/simulation/timeline.ts";
import { type Bench, countOf, expectCount, type Row } from "../contract.ts";
import { compete, median, type Sample, time } from "../measure.ts";
import { seedPemda } from "../pemda.ts";
import { count, milliseconds, ratio } from "../table.ts";
import { type Played, playBare, readPlayed } from "./bare.ts";
import { layOutYear, yearFrom, yearTo } from "./lives.ts";

const complaints = 10_000;
/** Few, for each takes seconds. */
const rounds = 3;

/** `siaga simulasi` of a whole year, from its complaints in memory to the messages that would have been sent. */
export async function benchYear(bench: Bench): Promise<Row[]> {
  const book = makeBook(bench);
  const happenings = layOutYear(complaints);
  const { played, calendar } = playOnce(book, happenings);
  bench.say(`simulating a year of ${count(complaints)} complaints, ${rounds} rounds`);
  const listing: number[] = [];
  const [result] = await compete(rounds, [
    {
      ours: () => playAndList(book, { happenings, played, listing }),
      bare: () => playBare(played, calendar),
    },
  ]);
  return result ? [rowOf(played, result, median(listing))] : [];
}

function rowOf(
  { rows, anchors }: Played,
  { ours, bare }: Record<"ours" | "bare", Sample>,
  listMs: number,
): Row {
  return {
    name: `year, ${count(complaints)} complaints simulated`,
    figure: ratio(bare.ms / ours.ms),
    goal: "",
    note:
      `${count(anchors.length)} due moments, ${count(rows.outbox.length)} messages: bare calendar and inserts ` +
      `${milliseconds(bare.ms)} / ours ${milliseconds(ours.ms)} (${ratio(ours.cpuMs / bare.cpuMs)} x its CPU), ` +
      `then ${milliseconds(listMs)} to list them`,
  };
}

function makeBook({ folder }: Bench): string {
  const path = join(folder, "year.db");
  const db = openDb(path);
  seedPemda(db.sql);
  db.close();
  return path;
}

function playOnce(book: string, happenings: readonly Happening[]) {
  const db = openShadowBook(book);
  play(db, happenings);
  const result = { played: readPlayed(db.sql), calendar: zoneCalendar(db.sql, "Asia/Makassar") };
  expectLived(db.sql, result.played);
  db.close();
  return result;
}

function play(db: Db, happenings: readonly Happening[]): void {
  simulate({ db, happenings, from: yearFrom, to: yearTo });
}

interface Playing {
  readonly happenings: readonly Happening[];
  readonly played: Played;
  /** Milliseconds that listing took, one a round. */
  readonly listing: number[];
}

async function playAndList(book: string, { happenings, played, listing }: Playing): Promise<Sample> {
  const db = openShadowBook(book);
  try {
    const sample = await time(() => play(db, happenings));
    expectCount("messages", countOf(db.sql, "outbox"), played.rows.outbox.length);
    listing.push((await time(() => listMessages(db, yearFrom, yearTo))).ms);
    return sample;
  } finally {
    db.close();
  }
}

/** Every complaint was taken up, its late answers were learned, and a tenth was never answered. */
function expectLived(sql: Sql, { rows, anchors }: Played): void {
  expectCount("complaints", countOf(sql, "complaints"), complaints);
  expectCount("never answered", countOf(sql, "complaints where status = 'unanswered'"), complaints / 10);
  expectCount("ended", countOf(sql, "complaints where status = 'done'"), (complaints * 9) / 10);
  if (rows.escalations.length < complaints) throw new Error(`only ${rows.escalations.length} runs`);
  if (anchors.length <= complaints) throw new Error(`only ${anchors.length} due moments`);
}
