import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import type { Bench, Row } from "../contract.ts";
import { compete, type Sample } from "../measure.ts";
import { count, milliseconds, ratio } from "../table.ts";
import { openBullMq } from "./bullmq.ts";
import { type LoadPackage, messagesPerStep, type Peer, Skipped, stepCount } from "./contract.ts";
import { openFloor, openOurs, openOursTold } from "./ours.ts";
import { openPgBoss } from "./pg-boss.ts";

const rounds = 11;

const peers = {
  "pg-boss": {
    open: openPgBoss,
    goal: "≥ 6",
    tuned:
      "batches of 1,000 jobs, bulk inserts side by side, PostgreSQL as shipped (fsync, synchronous_commit)",
  },
  bullmq: { open: openBullMq, goal: "≥ 8", tuned: "100 jobs at once, bulk inserts, Redis with AOF always" },
} as const;

/**
 * The durable sweep beside other queues doing the same work. They are no dependencies of this project: they are looked for in
 * the folder named by BENCH_PEERS, where somebody ran `npm install pg-boss@12.35.0 bullmq@6.7 ioredis@5`.
 */
export async function benchPeers(bench: Bench): Promise<Row[]> {
  const opened = new Map<string, Peer>();
  const skipped: Row[] = [];
  try {
    for (const [name, { open }] of Object.entries(peers)) {
      bench.say(`starting ${name}`);
      const peer = await openOrSay(open);
      if (typeof peer === "string") skipped.push(rowOfSkipped(name, peer));
      else opened.set(name, peer);
    }
    if (opened.size === 0) return skipped;
    opened.set("ours", openOurs(bench));
    opened.set("told", openOursTold(bench));
    opened.set("floor", openFloor(bench));
    bench.say(`${count(stepCount)} due steps each, ${rounds} rounds`);
    const contest = Object.fromEntries([...opened].map(([name, peer]) => [name, () => peer.run()]));
    const [result] = await compete(rounds, [contest]);
    return [...rowsOf(result ?? {}), ...skipped];
  } finally {
    for (const peer of opened.values()) await peer.stop();
  }
}

async function openOrSay(open: (load: LoadPackage) => Promise<Peer>): Promise<Peer | string> {
  try {
    return await open(loadPackage);
  } catch (error) {
    if (error instanceof Skipped) return error.message;
    throw error;
  }
}

function loadPackage(name: string): unknown {
  const folder = process.env["BENCH_PEERS"];
  if (!folder) throw new Skipped("BENCH_PEERS names no folder with the packages of the peers");
  const load = createRequire(join(resolve(folder), "package.json"));
  try {
    return load(name);
  } catch (error) {
    throw new Skipped(`${name} cannot be loaded from ${folder} (${(error as Error).message.split("\n")[0]})`);
  }
}

function rowOfSkipped(name: string, why: string): Row {
  return { name: `peers, ${name}`, figure: "", goal: "", note: `skipped: ${why}` };
}

function rowsOf({ ours, told, floor, ...others }: Record<string, Sample>): Row[] {
  if (!ours || !told || !floor) return [];
  return Object.entries(peers).flatMap(([name, { goal, tuned }]) => {
    const other = others[name];
    if (!other) return [];
    const row = (title: string, figure: number, rest: Pick<Row, "goal" | "note">): Row => ({
      name: `peers, ${name} / ${title}`,
      figure: ratio(figure),
      ...rest,
    });
    return [
      row("ours", other.ms / ours.ms, {
        goal,
        note: `${work}: ${name} ${describe(other)} / ours ${describe(ours)}; ${tuned}`,
      }),
      row("ours, CPU", other.cpuMs / ours.cpuMs, {
        goal: "",
        note: "processor time of client and server together; ours has no server",
      }),
      row("ours, told", other.ms / told.ms, {
        goal: "",
        note: `until each next moment is stored, which waits until somebody was told: ${describe(told)}`,
      }),
      row("floor", other.ms / floor.ms, {
        goal: "",
        note: `the same rows copied by SQLite alone, on our schema: ${describe(floor)}`,
      }),
    ];
  });
}

const work = `${count(stepCount)} steps of six rows: ${messagesPerStep} messages, the step itself and what comes next`;

function describe(sample: Sample): string {
  return `${milliseconds(sample.ms)} (${rate(sample)}; CPU ${milliseconds(sample.cpuMs)})`;
}

function rate({ ms }: Sample): string {
  return `${count(Math.round((stepCount * 1000) / ms))}/s`;
}
