/** Processor time that this process takes while nothing happens, in milliseconds a minute. Stands alone, to be handed to `node -e`. */
export async function measureIdle(seconds: number): Promise<{ readonly msAMinute: number }> {
  const { setTimeout: sleep } = process.getBuiltinModule("node:timers/promises");
  const settleMs = 4000;
  await sleep(settleMs);
  const before = process.cpuUsage();
  await sleep(seconds * 1000);
  const { user, system } = process.cpuUsage(before);
  return { msAMinute: ((user + system) / 1000) * (60 / seconds) };
}
