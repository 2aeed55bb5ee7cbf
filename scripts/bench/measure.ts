/** Wall and processor time of one run, in milliseconds. */
export interface Sample {
  readonly ms: number;
  readonly cpuMs: number;
}

/** Times one piece of work of this process; the garbage of what went before is not its fault. */
export async function time(work: () => unknown): Promise<Sample> {
  globalThis.gc?.();
  const cpu = process.cpuUsage();
  const start = performance.now();
  await work();
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  return { ms, cpuMs: (user + system) / 1000 };
}

export type Contest<Name extends string> = Readonly<Record<Name, () => Promise<Sample>>>;

/**
 * Runs all contestants of all contests in turn, A B A B, so that a noisy minute hits each of them, and gives each one's
 * median. One round before counts for nothing: it warms up caches and the compiler.
 */
export async function compete<Name extends string>(
  rounds: number,
  contests: readonly Contest<Name>[],
): Promise<Record<Name, Sample>[]> {
  const seats = contests.map((contest) =>
    (Object.keys(contest) as Name[]).map((name) => ({ name, run: contest[name], samples: [] as Sample[] })),
  );
  for (let round = 0; round <= rounds; round++)
    for (const { run, samples } of seats.flat()) {
      const sample = await run();
      if (round > 0) samples.push(sample);
    }
  return seats.map(
    (contest) =>
      Object.fromEntries(contest.map(({ name, samples }) => [name, middle(samples)])) as Record<Name, Sample>,
  );
}

function middle(samples: readonly Sample[]): Sample {
  return { ms: median(samples.map(({ ms }) => ms)), cpuMs: median(samples.map(({ cpuMs }) => cpuMs)) };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? NaN) + upper) / 2;
}
