import { spawnSync } from "node:child_process";
import { existsSync, globSync, realpathSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { Skipped } from "./contract.ts";
import { type Account, findPort, makeServerFolder, type Server, startServer } from "./server.ts";

/** A new PostgreSQL with its own settings, which are durable ones, on loopback in a folder that vanishes. */
export async function startPostgres(): Promise<Server> {
  const bin = findPrograms();
  const account = unprivileged();
  const folder = join(makeServerFolder(account), "data");
  const made = spawnSync(
    join(bin, "initdb"),
    ["-D", folder, "-U", "bench", "-A", "trust", "-E", "UTF8", "--no-locale"],
    { stdio: "ignore", cwd: "/", ...account },
  );
  if (made.status !== 0) throw new Skipped("initdb failed");
  const port = await findPort();
  const args = ["-D", folder, "-h", "127.0.0.1", "-p", String(port), "-c", "unix_socket_directories="];
  return startServer(port, { file: join(bin, "postgres"), args, account, stopSignal: "SIGQUIT" });
}

function findPrograms(): string {
  const onPath = (process.env["PATH"] ?? "").split(delimiter).map((folder) => join(folder, "postgres"));
  const found = [...onPath, ...globSync("/usr/lib/postgresql/*/bin/postgres")].find((path) =>
    existsSync(path),
  );
  const bin = found && dirname(realpathSync(found));
  if (!bin || !existsSync(join(bin, "initdb"))) throw new Skipped("no postgres on this machine");
  return bin;
}

/** PostgreSQL refuses to run as root: then it gets the account that its package made. */
function unprivileged(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const [uid, gid] = ["-u", "-g"].map((which) => {
    const { status, stdout } = spawnSync("id", [which, "postgres"], { encoding: "utf8" });
    if (status !== 0) throw new Skipped("postgres does not run as root, and there is no account for it");
    return Number(stdout);
  });
  return uid === undefined || gid === undefined ? undefined : { uid, gid };
}
