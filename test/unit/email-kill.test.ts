import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import PostalMime from "postal-mime";
import { expect, test } from "vitest";
import { type MailSink, openMailSink } from "../support/mail-sink.ts";

const kills = Number(process.env["KILLS"] ?? 1);
const count = 15;
const concurrency = 5;

// Half of the kills come before the server answers, half just after: then the answer may be on its way, read, or recorded.
const rounds = Array.from({ length: kills }, (_, i) => ({
  at: 1 + ((i * 7) % 10),
  moment: i % 2 === 0 ? "before" : "after",
}));

test.each(rounds)("killed at mail $at, $moment the answer: nothing is lost", async ({ at, moment }) => {
  const folder = mkdtempSync(join(tmpdir(), "siaga-kill-"));
  const path = join(folder, "mails.db");
  const sink = await openMailSink();
  try {
    const keys = fillTable(path);
    await runUntilKilled(path, sink, { at, moment });
    const taken = sink.mails.length;
    expect(statesIn(path)).not.toEqual(keys.map(() => "accepted"));

    expect(await once(startChild(path, sink, 1), "exit")).toEqual([0, null]);
    expect(statesIn(path)).toEqual(keys.map(() => "accepted"));

    const copies = await copiesById(sink);
    expect([...copies.keys()].sort()).toEqual(keys.map((key) => `Pesan ${key}`).sort());
    for (const mails of copies.values()) expect(new Set(mails).size).toBe(1);
    const repeated = sink.mails.length - keys.length;
    expect(repeated).toBeLessThanOrEqual(concurrency);
    // the mail that the server held when the sender died went out a second time
    if (moment === "before") expect(repeated).toBeGreaterThanOrEqual(1);
    expect(taken).toBeGreaterThanOrEqual(at);
  } finally {
    await sink.close();
    rmSync(folder, { recursive: true });
  }
});

function fillTable(path: string): string[] {
  const db = new Database(path);
  db.exec("create table mails (key text primary key, recipient text, state text, bytes text)");
  const keys = Array.from({ length: count }, (_, i) => `e${String(i).padStart(3, "0")}/1`);
  const insert = db.prepare("insert into mails values (?, ?, 'pending', null)");
  for (const key of keys) insert.run(key, "budi@contoh.go.id");
  db.close();
  return keys;
}

function statesIn(path: string): unknown[] {
  const db = new Database(path); // may write: what a kill left half written is undone by whoever looks first
  try {
    return db.prepare("select state from mails").pluck().all();
  } finally {
    db.close();
  }
}

/** One life of the sender; its clock is some hours ahead, so that a mail written anew would bear another date. */
function startChild(path: string, sink: MailSink, hours: number): ChildProcess {
  const program = join(import.meta.dirname, "../support/email-kill-child.ts");
  const words = [program, path, sink.url, String(hours)];
  return spawn(process.execPath, words, { stdio: ["ignore", "ignore", "inherit"] });
}

async function runUntilKilled(
  path: string,
  sink: MailSink,
  { at, moment }: { at: number; moment: string },
): Promise<void> {
  const child = startChild(path, sink, 0);
  const exited = once(child, "exit");
  sink.onMail = async () => {
    if (sink.mails.length < at) return;
    if (moment === "after") setImmediate(() => child.kill("SIGKILL"));
    else {
      child.kill("SIGKILL");
      await exited;
    }
  };
  expect(await exited).toEqual([null, "SIGKILL"]);
  sink.onMail = () => {};
}

/** The raw texts of all mails by their Message-ID, named by their subject. */
async function copiesById(sink: MailSink): Promise<Map<string, string[]>> {
  const copies = new Map<string, { subject: string; raws: string[] }>();
  for (const { raw } of sink.mails) {
    const { messageId = "", subject = "" } = await PostalMime.parse(raw);
    const known = copies.get(messageId) ?? { subject, raws: [] };
    copies.set(messageId, { subject, raws: [...known.raws, raw.toString("latin1")] });
  }
  return new Map([...copies.values()].map(({ subject, raws }) => [subject, raws]));
}
