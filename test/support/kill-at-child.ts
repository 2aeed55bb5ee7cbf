import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

// Loaded into the real program before it starts (--import): ends it as SIGKILL does, just before the n-th time that it
// changes a name or a file, or goes on with a copy whose transaction is under way (KILL_AT=n, KILL_JOURNAL=its journal).

const { KILL_AT = "0", KILL_JOURNAL = "" } = process.env;
let count = 0;

function tick(): void {
  count++;
  if (count === Number(KILL_AT)) process.kill(process.pid, "SIGKILL");
}

type Call = (...args: unknown[]) => unknown;

function watch(name: "renameSync" | "linkSync" | "copyFileSync" | "writeFileSync" | "rmSync"): void {
  const call = fs[name] as Call;
  const watched: Call = (...args) => {
    if (name !== "rmSync" || fs.existsSync(String(args[0]))) tick();
    return call(...args);
  };
  Object.assign(fs, { [name]: watched });
}

for (const name of ["renameSync", "linkSync", "copyFileSync", "writeFileSync", "rmSync"] as const)
  watch(name);
syncBuiltinESMExports();

const later = globalThis.setImmediate;
const watched = (run: Call, ...args: unknown[]) =>
  later(() => {
    if (fs.existsSync(KILL_JOURNAL)) tick();
    run(...args);
  });
Object.assign(globalThis, { setImmediate: watched });
