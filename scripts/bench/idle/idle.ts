import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openDb } from "../../../db/open.ts";
import { runChild } from "../child.ts";
import type { Bench, Row } from "../contract.ts";
import { count, milliseconds } from "../table.ts";
import { waitingBook } from "../waiting-book.ts";
import { measureIdle } from "./measure-idle.ts";

const botProgram = fileURLToPath(import.meta.resolve("./bot-child.ts"));
const waiting = 10_000;
const seconds = 120;
const daySeconds = 86_400;

/** What the bot costs while nothing is due and nothing arrives, beside a process that only sleeps; both at the same time. */
export async function benchIdle(bench: Bench): Promise<Row[]> {
  const folder = join(bench.folder, "idle");
  mkdirSync(join(folder, "masuk"), { recursive: true });
  const book = waitingBook({ ...bench, folder }, waiting);
  makeDueTomorrow(book);
  bench.say(`watching an idle bot for ${seconds} seconds`);
  const sleeper = `${measureIdle.toString()} measureIdle(${seconds}).then((idle) => console.log(JSON.stringify(idle)))`;
  const [bot, bare] = await Promise.all([
    runChild<Idle>(bench, [botProgram, String(seconds), book, folder]),
    runChild<Idle>(bench, ["-e", sleeper]),
  ]);
  return [
    {
      name: `idle, ${count(waiting)} waiting`,
      figure: milliseconds(bot.msAMinute),
      goal: "≤ 60 ms",
      note: `processor time a minute, over two minutes; a bare node beside it ${milliseconds(bare.msAMinute)}`,
    },
  ];
}

interface Idle {
  readonly msAMinute: number;
}

/** The bot runs by the clock on the wall: nothing may fall due while it is watched. */
function makeDueTomorrow(path: string): void {
  const db = openDb(path);
  const tomorrow = Math.floor(Date.now() / 1000) + daySeconds;
  db.sql.prepare("update escalations set dueAt = ? + id, stepDueAt = ? + id").run(tomorrow, tomorrow);
  db.close();
}
