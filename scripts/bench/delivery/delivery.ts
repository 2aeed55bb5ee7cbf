import { copyFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openDb } from "../../../db/open.ts";
import { runChild } from "../child.ts";
import { type Bench, countOf, expectCount, type Row } from "../contract.ts";
import { median, type Sample } from "../measure.ts";
import { count, megabytes, milliseconds, ratio } from "../table.ts";
import { mailCount, makeMailBook } from "./mail-book.ts";
import { keepRendered } from "./rendered.ts";
import { openSink, type Sink } from "./sink.ts";

const rounds = 5;
const botProgram = fileURLToPath(import.meta.resolve("./bot-child.ts"));
const bareProgram = fileURLToPath(import.meta.resolve("./bare-child.ts"));

/** Three thousand emails from the outbox, every mark on disk, beside nodemailer's pool that sends the same and remembers nothing. */
export async function benchDelivery(bench: Bench): Promise<Row[]> {
  const book = join(bench.folder, "mails.db");
  bench.say(`building a book of ${count(mailCount)} waiting emails`);
  makeMailBook(book);
  const rendered = join(bench.folder, "mails.json");
  const sink = await openSink();
  const place = { bench, book, rendered, sink };
  const samples: Record<Name, Measured[]> = { ours: [], words: [], raw: [] };
  bench.say(`sending them, ${rounds} rounds`);
  for (let round = 0; round <= rounds; round++)
    for (const name of ["ours", "words", "raw"] as const) {
      const sample = await contestants[name](place);
      expectCount("mails that arrived", await sink.taken(), mailCount);
      if (round > 0) samples[name].push(sample);
    }
  sink.close();
  return rowsOf(middle(samples.ours), { words: middle(samples.words), raw: middle(samples.raw) });
}

type Name = "ours" | "words" | "raw";

interface Measured extends Sample {
  readonly peak: number;
}

interface Place {
  readonly bench: Bench;
  readonly book: string;
  readonly rendered: string;
  readonly sink: Sink;
}

const contestants: Record<Name, (place: Place) => Promise<Measured>> = {
  ours: sendOurs,
  words: (place) => sendBare(place, "words"),
  raw: (place) => sendBare(place, "raw"),
};

async function sendOurs({ bench, book, rendered, sink }: Place): Promise<Measured> {
  const path = join(bench.folder, "round.db");
  copyFileSync(book, path);
  const measured = await runChild<Measured>(bench, [botProgram, path, bench.folder, sink.url]);
  const db = openDb(path);
  const accepted = "state = 'accepted' and acceptedAt is not null and attempts = 1";
  expectCount("rows marked as taken", countOf(db.sql, `outbox where ${accepted}`), mailCount);
  expectCount("steps told", countOf(db.sql, "escalations where toldAt is not null"), mailCount);
  await keepRendered(db.sql, rendered);
  db.close();
  rmSync(path);
  return measured;
}

function sendBare({ bench, rendered, sink }: Place, form: "words" | "raw"): Promise<Measured> {
  return runChild<Measured>(bench, [bareProgram, rendered, form, sink.url]);
}

function middle(samples: readonly Measured[]): Measured {
  const of = (key: keyof Measured) => median(samples.map((sample) => sample[key]));
  return { ms: of("ms"), cpuMs: of("cpuMs"), peak: of("peak") };
}

function rowsOf(ours: Measured, bare: Record<"words" | "raw", Measured>): Row[] {
  const row = (form: "words" | "raw", what: string, goal: string): Row => ({
    name: `delivery, ${count(mailCount)} emails, ${what}`,
    figure: ratio(bare[form].ms / ours.ms),
    goal,
    note: `bare pool ${milliseconds(bare[form].ms)} / ours ${milliseconds(ours.ms)}; ours takes ${ratio(ours.cpuMs / bare[form].cpuMs)} x its CPU`,
  });
  return [
    row("words", "same words", "≥ 0.9"),
    // there nodemailer is handed what ours has yet to write
    row("raw", "same bytes", "wish 0.9"),
    {
      name: "delivery, memory",
      figure: megabytes(ours.peak),
      goal: "≤ bare",
      note: `peak; the bare pool ${megabytes(bare.words.peak)} from words, ${megabytes(bare.raw.peak)} from bytes`,
    },
  ];
}
