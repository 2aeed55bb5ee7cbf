import { expectCount } from "../contract.ts";
import {
  type LoadPackage,
  messageOf,
  messagesPerStep,
  nextStepSeconds,
  type Peer,
  range,
  stepCount,
} from "./contract.ts";
import { startPostgres } from "./postgres.ts";
import { timeWith } from "./server.ts";

const batchSize = 1000;
const steps = "steps";
const deliveries = "deliveries";

/** pg-boss tuned: a thousand jobs a batch, the next at once while they are full, inserts in bulk. */
export async function openPgBoss(load: LoadPackage): Promise<Peer> {
  const { PgBoss } = load("pg-boss") as Package;
  const server = await startPostgres();
  const boss = new PgBoss({ host: "127.0.0.1", port: server.port, user: "bench", database: "postgres" });
  boss.on("error", (error) => {
    throw error;
  });
  await boss.start();
  for (const queue of [steps, deliveries]) await boss.createQueue(queue);
  await expectDurable();

  async function ask(text: string, values: readonly string[] = []): Promise<number> {
    const { rows } = await boss.getDb().executeSql(text, values);
    return rows[0]?.number ?? NaN;
  }

  async function expectDurable(): Promise<void> {
    const settings = "('fsync', 'synchronous_commit', 'full_page_writes')";
    const text = `select count(*)::int as number from pg_settings where name in ${settings} and setting = 'on'`;
    expectCount("settings that make PostgreSQL durable", await ask(text), 3);
  }

  function countWaiting(queue: string, start: "now" | "later"): Promise<number> {
    const text = `select count(*)::int as number from pgboss.job
      where name = $1 and state = 'created' and start_after ${start === "now" ? "<=" : ">"} now()`;
    return ask(text, [queue]);
  }

  /** From the first fetch until the last batch is told as done. */
  async function carryOut(): Promise<void> {
    let handled = 0;
    const { promise, resolve } = Promise.withResolvers<void>();
    const options = { batchSize, burstWhenBatchFull: true, pollingIntervalSeconds: 0.5 };
    await boss.work(steps, options, async (jobs) => {
      const next = jobs.map(({ data }) => ({ data: { ...data, step: 3 }, startAfter: nextStepSeconds }));
      const messages = jobs.flatMap(({ data }) =>
        range(messagesPerStep).map((to) => ({ data: messageOf(data, to) })),
      );
      await Promise.all([boss.insert(steps, next), boss.insert(deliveries, messages)]);
      handled += jobs.length;
      if (handled === stepCount) resolve();
    });
    await promise;
    await boss.offWork(steps, { wait: true });
  }

  return {
    async run() {
      for (const queue of [steps, deliveries]) await boss.deleteAllJobs(queue);
      await boss.insert(
        steps,
        range(stepCount).map((id) => ({ data: { id, step: 2 } })),
      );
      const sample = await timeWith(server, carryOut);
      expectCount("pg-boss messages", await countWaiting(deliveries, "now"), stepCount * messagesPerStep);
      expectCount("pg-boss next steps", await countWaiting(steps, "later"), stepCount);
      return sample;
    },
    async stop() {
      await boss.stop({ graceful: false });
      await server.stop();
    },
  };
}

interface StepData {
  readonly id: number;
  readonly step: number;
}

interface NewJob {
  readonly data: object;
  readonly startAfter?: number;
}

interface Boss {
  on(event: "error", listener: (error: Error) => void): void;
  start(): Promise<unknown>;
  stop(options: { readonly graceful: boolean }): Promise<void>;
  createQueue(name: string): Promise<void>;
  deleteAllJobs(name: string): Promise<unknown>;
  insert(name: string, jobs: readonly NewJob[]): Promise<unknown>;
  work(
    name: string,
    options: object,
    handler: (jobs: readonly { readonly data: StepData }[]) => Promise<void>,
  ): Promise<string>;
  offWork(name: string, options: { readonly wait: boolean }): Promise<void>;
  getDb(): {
    executeSql(
      text: string,
      values: readonly string[],
    ): Promise<{ readonly rows: readonly { readonly number: number }[] }>;
  };
}

interface Package {
  readonly PgBoss: new (options: object) => Boss;
}
