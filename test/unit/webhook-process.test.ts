import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openDb } from "../../db/open.ts";
import { home } from "../../src/paths.ts";
import { Installation } from "../support/bot-process.ts";
import { post, type Reply, secret } from "../support/webhook.ts";

// The program itself: that it takes its secrets from a file, answers what is on the disk, and loses nothing when it is killed.

const kills = Number(process.env["KILLS"] ?? 2);
const oldSecret = "rahasia-lama-rahasia-lama-rahasia-lama";

const pemda = `
units:
  - { code: PEMDA, name: Pemerintah Kabupaten Contoh, zone: WITA }
  - { code: PUPR, name: Dinas PUPR, externalId: "90001", parent: PEMDA }
holders:
  - { unit: PUPR, post: admin, name: Budi, email: budi@contoh.example }
posts:
  - { unit: PUPR, post: admin }
rules:
  - name: Segera
    order: 1
    active: true
    clock: response
    match: {}
    limit: 5 hari kerja
    gap: 1 hari kerja
    reopen: false
    steps:
      - { after: 0 menit, post: admin, channels: email, window: selalu }
`;

let place: Installation;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "siaga-secrets-"));
  writeFileSync(join(folder, "rahasia"), `${secret}\n${oldSecret}\n`);
  place = new Installation({
    SIAGA_HTTP: "127.0.0.1:0",
    SIAGA_WEBHOOK_RAHASIA_FILE: join(folder, "rahasia"),
  });
  place.siaga("konfig", "impor", place.write("pemda.yaml", pemda), "--ya");
});
afterEach(async () => {
  await place.remove();
  rmSync(folder, { recursive: true });
});

async function start(): Promise<string> {
  await place.start();
  await place.waitFor(() => place.printed.includes("webhook menerima laporan"));
  return /http:\/\/127\.0\.0\.1:\d+\/laporan/u.exec(place.printed)?.[0] ?? "";
}

function send(url: string, index: number, more: object = {}): Promise<Reply> {
  return post({
    url,
    at: Math.floor(Date.now() / 1000),
    key: `kunci-${index}`,
    body: {
      trackingId: String(9_100_000 + index),
      title: "Jalan berlubang",
      statusRaw: "Belum Ditindaklanjuti",
      opdName: "Dinas PUPR",
      reportedAt: "2026-11-19T10:10:00+08:00",
      isSecret: false,
      content: "jebakan-isi",
      nameUser: "jebakan-nama",
    },
    ...more,
  });
}

function ask(query: string): unknown[] {
  const db = openDb(place.dbPath);
  try {
    return db.sql.prepare(query).pluck().all();
  } finally {
    db.close();
  }
}

test("takes its secrets from a file, both while one is being replaced; neither they nor a body get into the log", async () => {
  const url = await start();
  expect((await send(url, 1)).status).toBe(202);
  expect((await send(url, 2, { secret: oldSecret })).status).toBe(202);
  expect((await send(url, 3, { secret: "rahasia-lain-rahasia-lain-rahasia-lain" })).status).toBe(401);
  expect((await send(url, 4, { body: { trackingId: "jebakan-id" } })).status).toBe(400);
  await place.waitFor(() => place.printed.includes("pesan diserahkan"));
  expect(await place.stop()).toBe(0);
  expect(ask("select trackingId from complaints order by trackingId")).toEqual(["9100001", "9100002"]);
  expect(place.printed).toMatch(
    /"reasons":\{"signature":1,"content":1\},"msg":"webhook menolak permintaan"/u,
  );
  expect(place.printed).not.toMatch(/jebakan|rahasia-|sha256=|kunci-/u);
});

test("the example sends one with openssl and curl as it stands", async () => {
  const url = await start();
  const script = join(home, "db/contoh/kirim-webhook.sh");
  const env = { ...process.env, SIAGA_WEBHOOK_ALAMAT: url, SIAGA_WEBHOOK_RAHASIA: secret };
  const run = () => execFileSync("sh", [script], { env, encoding: "utf8" });
  expect(run()).toBe('{"trackingId":"9200001","hasil":"baru"}\n202\n');
  // within the same second it is the very same request
  expect(run()).toMatch(/^\{"trackingId":"9200001","hasil":"(?:baru|tetap)"\}\n202\n$/u);
  expect(ask("select title from complaints")).toEqual(["Jalan berlubang di Handil Bakti"]);
  // a complaint of its own: neither that of the sample export nor that of the guide
  const others = ["README.id.md", "test/support/exports/laporan-ringkas-contoh.csv"];
  for (const name of others) expect(readFileSync(join(home, name), "utf8")).not.toContain("9200001");
  env.SIAGA_WEBHOOK_RAHASIA = "salah";
  expect(run()).toBe('{"galat":"Tanda tangan tidak cocok."}\n401\n');
});

test("killed while it answers: whatever got its 202 is there, and what comes again is told once", async () => {
  const answered = new Set<number>();
  let sent = 0;
  for (let round = 0; round < kills; round++) {
    const url = await start();
    const calls: Promise<unknown>[] = [];
    const until = answered.size + 15 + Math.floor(Math.random() * 30);
    while (answered.size < until) {
      const index = ++sent;
      const call = send(url, index).then(({ status }) => status === 202 && answered.add(index));
      calls.push(call.catch(() => false));
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    await place.kill();
    await Promise.all(calls);
    const stored = new Set(ask("select trackingId from complaints"));
    for (const index of answered) expect(stored).toContain(String(9_100_000 + index));
  }
  const url = await start();
  const replies = await Promise.all(Array.from({ length: sent }, (_, index) => send(url, index + 1)));
  expect(replies.map(({ body }) => body)).toEqual(
    replies.map((_, index) => ({ trackingId: String(9_100_001 + index), hasil: "baru" })),
  );
  await place.waitFor(
    () => ask("select count(*) from outbox where state in ('pending', 'sending')")[0] === 0,
  );
  expect(ask("select count(*) from outbox where step = 1")).toEqual([sent]);
  expect(ask("select count(*) from outbox where state = 'accepted'")).toEqual([sent]);
  // what may have left before the kill goes out again under the same name: still one sheet that names it
  const sheets = readdirSync(place.outFolder, { recursive: true, withFileTypes: true })
    .filter(({ name }) => name.endsWith(".txt"))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"));
  for (let index = 1; index <= sent; index++)
    expect(sheets.filter((sheet) => sheet.includes(String(9_100_000 + index)))).toHaveLength(1);
  expect(await place.stop()).toBe(0);
}, 60_000);

test("stopped while it answers: it ends at once and well, and whatever got its 202 is there", async () => {
  const url = await start();
  const statuses = new Map<number, number>();
  let sent = 0;
  const sender = async () => {
    for (;;) {
      const index = ++sent;
      const reply = await send(url, index).catch(() => null);
      if (reply === null) return;
      statuses.set(index, reply.status);
    }
  };
  const senders = Promise.all(Array.from({ length: 8 }, sender));
  await place.waitFor(() => statuses.size > 20);
  const begun = Date.now();
  expect(await place.stop()).toBe(0);
  expect(Date.now() - begun).toBeLessThan(5000);
  await senders;
  // what came too late was told to come again
  expect([...new Set(statuses.values())].filter((status) => status !== 202 && status !== 503)).toEqual([]);
  const stored = new Set(ask("select trackingId from complaints"));
  for (const [index, status] of statuses)
    if (status === 202) expect(stored).toContain(String(9_100_000 + index));
});

test("an address that is taken, and a secret that is missing or short, stop the start with one sentence", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const { port } = other.address() as AddressInfo;
  for (const [settings, sentence] of [
    [{ SIAGA_HTTP: `127.0.0.1:${port}`, SIAGA_WEBHOOK_RAHASIA: secret }, /sedang dipakai program lain/u],
    [{ SIAGA_HTTP: "127.0.0.1:8090" }, /SIAGA_WEBHOOK_RAHASIA belum diisi/u],
    [{ SIAGA_HTTP: "127.0.0.1:8090", SIAGA_WEBHOOK_RAHASIA: "pendek" }, /paling sedikit 32 huruf/u],
    [{ SIAGA_HTTP: "8090", SIAGA_WEBHOOK_RAHASIA: secret }, /harus alamat dan port/u],
  ] as const) {
    const wrong = new Installation(settings);
    expect(() => wrong.siaga("jalankan")).toThrow(sentence);
    await wrong.remove();
  }
  other.close();
});
