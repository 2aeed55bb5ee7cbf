import { spawnSync } from "node:child_process";
import { Skipped } from "./contract.ts";
import { findPort, makeServerFolder, type Server, startServer } from "./server.ts";

const program = "redis-server";

/** A new Redis that writes each command to its disk before it answers, on loopback in a folder that vanishes. */
export async function startRedis(): Promise<Server> {
  if (spawnSync(program, ["--version"], { stdio: "ignore" }).status !== 0)
    throw new Skipped(`no ${program} on this machine`);
  const port = await findPort();
  const settings = {
    bind: "127.0.0.1",
    port: String(port),
    dir: makeServerFolder(),
    appendonly: "yes",
    appendfsync: "always",
    save: "",
  };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
  return startServer(port, { file: program, args, account: undefined, stopSignal: "SIGKILL" });
}
