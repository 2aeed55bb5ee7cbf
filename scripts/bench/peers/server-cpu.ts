import { readdirSync, readFileSync } from "node:fs";

/** Processor time in milliseconds that a process and its children took, as Linux counts it; NaN elsewhere. */
export function cpuOfFamily(pid: number): number {
  try {
    return [pid, ...childrenOf(pid)].reduce((sum, each) => sum + cpuOf(each), 0);
  } catch {
    return NaN;
  }
}

/** Only those of its first generation: PostgreSQL has no others. */
function childrenOf(parent: number): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/u.test(name))
    .map(Number)
    .filter((pid) => statOf(pid)[1] === String(parent));
}

/** With that of the children that it saw end. */
function cpuOf(pid: number): number {
  const ticks = statOf(pid).slice(11, 15).map(Number);
  return ticks.reduce((sum, each) => sum + each, 0) * tickMs;
}

/** USER_HZ is 100 on every Linux that Node runs on. */
const tickMs = 10;

/** The fields of /proc/PID/stat from the state on; none of a process that is gone. */
function statOf(pid: number): string[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  } catch {
    return [];
  }
}
