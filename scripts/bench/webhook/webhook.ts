import { fork } from "node:child_process";
import { once } from "node:events";
import { Agent, type IncomingMessage, request } from "node:http";
import { fileURLToPath } from "node:url";
import { sign } from "../../../src/sources/webhook/signature.ts";
import { environment, node } from "../child.ts";
import { type Bench, expectCount, type Row } from "../contract.ts";
import { compete, type Sample, time } from "../measure.ts";
import { count, milliseconds, ratio } from "../table.ts";
import { type Opened, type Order, secret } from "./contract.ts";

const program = fileURLToPath(import.meta.resolve("./server-child.ts"));
const rounds = 7;
const alone = 100;
const together = 1000;
const connections = 64;

/** From a request to its 202, which means that complaint and first message are on the disk, beside bare rows. */
export async function benchWebhook(bench: Bench): Promise<Row[]> {
  const orders: readonly Order[] = ["ours", "bare", "grouped"];
  const [ours, bare, grouped] = await Promise.all(orders.map((order) => openServer(bench, order)));
  if (!ours || !bare || !grouped) throw new Error("a server is missing");
  bench.say(`posting one after the other and ${connections} at a time, ${rounds} rounds`);
  const lone = await race({ ours, bare, grouped }, (server) => server.post(alone, 1));
  const each = [ours, bare, grouped].map(({ latencies }) => describeLatencies(latencies));
  const crowd = await race({ ours, bare, grouped }, (server) => server.post(together, connections));
  for (const server of [ours, bare, grouped]) await server.close();
  return [
    {
      name: "webhook, one at a time",
      figure: ratio(lone.bare.ms / lone.ours.ms),
      goal: "",
      note: `request to durable outbox row p50/p99: ours ${each[0]}, bare hono and one FULL insert ${each[1]}`,
    },
    {
      name: `webhook, ${connections} at a time`,
      figure: `${perSecond(crowd.ours)}/s`,
      goal: "",
      note: `each durable with its message; bare inserts one by one ${perSecond(crowd.bare)}/s, gathered ${perSecond(crowd.grouped)}/s`,
    },
  ];
}

type Server = Awaited<ReturnType<typeof openServer>>;

async function race(servers: Record<Order, Server>, work: (server: Server) => Promise<void>) {
  const [result] = await compete(rounds, [
    {
      ours: () => time(() => work(servers.ours)),
      bare: () => time(() => work(servers.bare)),
      grouped: () => time(() => work(servers.grouped)),
    },
  ]);
  if (!result) throw new Error("nobody ran");
  return result;
}

async function openServer(bench: Bench, order: Order) {
  const child = fork(program, [order, bench.folder], { execPath: node, env: environment(bench) });
  const [{ url, at }] = (await once(child, "message")) as [Opened];
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const latencies: number[] = [];
  let sent = 0;

  async function postOne(): Promise<void> {
    const { text, headers } = letter(++sent, at);
    const begun = performance.now();
    const posting = request(url, { method: "POST", agent, headers });
    posting.end(text);
    const [response] = (await once(posting, "response")) as [IncomingMessage];
    response.resume();
    await once(response, "end");
    latencies.push(performance.now() - begun);
    if (response.statusCode !== 202) throw new Error(`${order} answered ${response.statusCode}`);
  }

  return {
    latencies,
    /** So many requests, by so many senders who each wait for their answer. */
    async post(requests: number, senders: number): Promise<void> {
      let left = requests;
      const sender = async () => {
        while (left-- > 0) await postOne();
      };
      await Promise.all(Array.from({ length: senders }, sender));
    },
    async close(): Promise<void> {
      child.send("close");
      const [kept] = (await once(child, "message")) as [number];
      expectCount(`${order}: requests that were kept`, kept, sent);
      agent.destroy();
    },
  };
}

function letter(index: number, at: number) {
  const text = JSON.stringify({
    trackingId: String(5_000_000 + index),
    title: "Jalan berlubang di depan pasar",
    classification: "Pengaduan Tidak Berkadar Pengawasan",
    category: "Jalan",
    statusRaw: "Belum Ditindaklanjuti",
    opdExternalId: String(90_001 + (index % 8)),
    opdName: "Dinas Contoh",
    reportedAt: "2026-11-23T08:30:00+08:00",
    isSecret: false,
  });
  const time = String(at);
  return {
    text,
    headers: {
      "Content-Type": "application/json",
      "Content-Length": Buffer.byteLength(text),
      "X-Siaga-Waktu": time,
      "X-Siaga-Tanda-Tangan": sign(secret, { time, body: Buffer.from(text) }),
      "Idempotency-Key": `kunci-${index}`,
    },
  };
}

function perSecond({ ms }: Sample): string {
  return count(Math.round(together / (ms / 1000)));
}

function describeLatencies(latencies: readonly number[]): string {
  const sorted = latencies.toSorted((a, b) => a - b);
  const at = (part: number) => milliseconds(sorted[Math.floor(sorted.length * part)] ?? NaN);
  return `${at(0.5)} / ${at(0.99)}`;
}
