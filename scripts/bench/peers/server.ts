import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chownSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type Sample, time } from "../measure.ts";
import { Skipped } from "./contract.ts";
import { cpuOfFamily } from "./server-cpu.ts";

export interface Server {
  readonly port: number;
  /** Processor time that it took so far, in milliseconds. */
  cpuMs(): number;
  stop(): Promise<void>;
}

export interface Account {
  readonly uid: number;
  readonly gid: number;
}

export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly account: Account | undefined;
  /** Ends it at once, with all its children. */
  readonly stopSignal: NodeJS.Signals;
}

const startMs = 20_000;

/** A folder of its own, for the bench's belongs to the account that runs it. It vanishes with this process. */
export function makeServerFolder(account?: Account): string {
  const folder = mkdtempSync(join(tmpdir(), "siaga-bench-peer-"));
  if (account) chownSync(folder, account.uid, account.gid);
  process.once("exit", () => remove(folder));
  return folder;
}

/** A port of loopback that was free just now. */
export async function findPort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

/** Starts a server that says on its output when it is ready. It never outlives this process. */
export async function startServer(port: number, command: Command): Promise<Server> {
  const { file, args, account, stopSignal } = command;
  const child = spawn(file, args, { stdio: ["ignore", "pipe", "pipe"], cwd: "/", ...account });
  const kill = () => void child.kill(stopSignal);
  process.once("exit", kill);
  const ended = once(child, "exit").catch(() => undefined);
  await ready(child, file);
  return {
    port,
    cpuMs: () => cpuOfFamily(child.pid ?? NaN),
    async stop() {
      kill();
      await ended;
      process.off("exit", kill);
    },
  };
}

/** Processor time is that of client and server together. */
export async function timeWith(server: Server, work: () => Promise<void>): Promise<Sample> {
  const before = server.cpuMs();
  const { ms, cpuMs } = await time(work);
  return { ms, cpuMs: cpuMs + server.cpuMs() - before };
}

async function ready(child: ChildProcess, file: string): Promise<void> {
  const said = new Promise<true>((resolve) => {
    for (const stream of [child.stdout, child.stderr])
      if (stream)
        createInterface(stream).on("line", (line) => {
          if (/ready to accept connections/iu.test(line)) resolve(true);
        });
  });
  const failed = new Promise<false>((resolve) => {
    for (const event of ["error", "exit"]) child.once(event, () => resolve(false));
    setTimeout(() => resolve(false), startMs).unref();
  });
  if (await Promise.race([said, failed])) return;
  child.kill("SIGKILL");
  throw new Skipped(`${file} did not start`);
}

function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}
