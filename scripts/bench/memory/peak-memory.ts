/** The most memory that this process ever had resident, in bytes, as Linux counts it. Stands alone, to be handed to `node -e`. */
export function peakMemory(): number {
  // Not resourceUsage().maxRSS: that one begins with what the parent had.
  const status = process.getBuiltinModule("node:fs").readFileSync("/proc/self/status", "utf8");
  const [, kilobytes] = /VmHWM:\s+(\d+) kB/u.exec(status) ?? [];
  return Number(kilobytes) * 1024;
}
