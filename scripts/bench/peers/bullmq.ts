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
import { startRedis } from "./redis.ts";
import { timeWith } from "./server.ts";

const concurrency = 100;

/** BullMQ tuned: a hundred jobs at once, inserts in bulk. */
export async function openBullMq(load: LoadPackage): Promise<Peer> {
  const { Queue, Worker } = load("bullmq") as Package;
  const { Redis } = load("ioredis") as RedisPackage;
  const server = await startRedis();
  const connection = { host: "127.0.0.1", port: server.port };
  await expectDurable(new Redis(connection));
  const steps = new Queue("steps", { connection });
  const deliveries = new Queue("deliveries", { connection });
  async function handle({ data }: Job): Promise<void> {
    await Promise.all([
      steps.addBulk([{ name: "step", data: { ...data, step: 3 }, opts: { delay: nextStepSeconds * 1000 } }]),
      deliveries.addBulk(
        range(messagesPerStep).map((to) => ({ name: "message", data: messageOf(data, to) })),
      ),
    ]);
  }

  /** From the first fetch until the last job is told as done. */
  async function carryOut(): Promise<void> {
    let completed = 0;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const worker = new Worker("steps", handle, { connection, concurrency, removeOnComplete: { count: 0 } });
    worker.on("completed", () => {
      if (++completed === stepCount) resolve();
    });
    worker.on("failed", (_job, error) => reject(error));
    await promise;
    await worker.close();
  }

  return {
    async run() {
      for (const queue of [steps, deliveries]) await queue.obliterate({ force: true });
      await steps.addBulk(range(stepCount).map((id) => ({ name: "step", data: { id, step: 2 } })));
      const sample = await timeWith(server, carryOut);
      expectCount("bullmq messages", await deliveries.getWaitingCount(), stepCount * messagesPerStep);
      expectCount("bullmq next steps", await steps.getDelayedCount(), stepCount);
      return sample;
    },
    async stop() {
      await Promise.all([steps.close(), deliveries.close()]);
      await server.stop();
    },
  };
}

async function expectDurable(redis: RedisClient): Promise<void> {
  const settings = [await redis.config("GET", "appendonly"), await redis.config("GET", "appendfsync")];
  redis.disconnect();
  const isDurable = settings.flat().join(" ") === "appendonly yes appendfsync always";
  expectCount("Redis that writes each command to its disk", Number(isDurable), 1);
}

interface Job {
  readonly data: { readonly id: number; readonly step: number };
}

interface NewJob {
  readonly name: string;
  readonly data: object;
  readonly opts?: { readonly delay: number };
}

interface JobQueue {
  addBulk(jobs: readonly NewJob[]): Promise<unknown>;
  obliterate(options: { readonly force: boolean }): Promise<void>;
  getWaitingCount(): Promise<number>;
  getDelayedCount(): Promise<number>;
  close(): Promise<void>;
}

interface JobWorker {
  on(event: "completed", listener: () => void): void;
  on(event: "failed", listener: (job: unknown, error: Error) => void): void;
  close(): Promise<void>;
}

interface Package {
  readonly Queue: new (name: string, options: object) => JobQueue;
  readonly Worker: new (name: string, handle: (job: Job) => Promise<void>, options: object) => JobWorker;
}

interface RedisClient {
  config(what: "GET", name: string): Promise<string[]>;
  disconnect(): void;
}

interface RedisPackage {
  readonly Redis: new (connection: object) => RedisClient;
}
