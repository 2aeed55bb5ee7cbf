import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { create } from "qrcode";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openDb } from "../../../db/open.ts";
import { takeLock } from "../../../src/lock.ts";
import type { Account } from "../../support/fake-whatsapp/account.ts";
import type { Phone } from "../../support/fake-whatsapp/phone.ts";
import { startFake, until } from "../../support/fake-whatsapp/rig.ts";
import type { FakeWhatsApp } from "../../support/fake-whatsapp/server.ts";
import { dotsOfPng } from "./png-dots.ts";

const main = join(import.meta.dirname, "../../../src/cli/main.ts");

let fake: FakeWhatsApp;
let account: Account;
let budi: Phone;
let folder: string;
let dbPath: string;

beforeEach(async () => {
  fake = await startFake();
  account = fake.addAccount("6281100000001", "900000000000001");
  budi = fake.addPhone("6281200000002", "900000000000002");
  folder = mkdtempSync(join(tmpdir(), "siaga-wa-"));
  dbPath = join(folder, "siaga.db");
});

afterEach(async () => {
  await fake.close();
  rmSync(folder, { recursive: true });
});

interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the real command line against the fake; `onOut` sees what it has printed so far. */
async function siaga(
  words: string[],
  onOut: (out: string, child: ChildProcess) => void = () => {},
): Promise<Run> {
  const env = { ...process.env, SIAGA_DB: dbPath, SIAGA_WA: "baileys", SIAGA_WA_URL: fake.url };
  const child = spawn(process.execPath, [main, "wa", ...words], { env });
  let out = "";
  let err = "";
  child.stderr.on("data", (text) => (err += String(text)));
  child.stdout.on("data", (text) => {
    out += String(text);
    onOut(out, child);
  });
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { code, out, err };
}

async function link(): Promise<Run> {
  const seen = new Set<string>();
  return siaga(["tautkan", "--json"], (out) => {
    const qr = /"qr":"([^"]+)"/u.exec(out)?.[1];
    if (qr && !seen.has(qr)) fake.scanQr(qr, account);
    if (qr) seen.add(qr);
  });
}

function sql<T>(query: string): T[] {
  const db = openDb(dbPath);
  try {
    const statement = db.sql.prepare<[], T>(query);
    return statement.reader ? statement.all() : (statement.run(), []);
  } finally {
    db.close();
  }
}

test("linking by QR code, status, and no second link on top", async () => {
  const linked = await link();
  expect([linked.code, linked.err]).toEqual([0, ""]);
  expect(linked.out.trim().split("\n").at(-1)).toBe('{"linked":"+6281100000001"}');
  const { out } = await siaga(["status", "--json"]);
  expect(JSON.parse(out)).toMatchObject({ number: "+6281100000001", running: false, state: "closed" });
  const again = await siaga(["tautkan"]);
  expect(again).toMatchObject({
    code: 1,
    err: expect.stringContaining("sudah tertaut dengan +6281100000001"),
  });
  expect(sql("select action, after from audit")).toEqual([
    { action: "wa.tautkan", after: '{"number":"+6281100000001"}' },
  ]);
});

/** The QR code in the picture, if it is that of this text. */
function isPictureOf(file: string, text: string): boolean {
  const { modules } = create(text);
  const dots = new Set(dotsOfPng(readFileSync(file)));
  return modules.data.every((dark, i) => {
    const dot = `${i % modules.size},${Math.floor(i / modules.size)}`;
    return dots.has(dot) === (dark !== 0);
  });
}

test("the QR code as a picture: for its owner's eyes, and gone once it is linked", async () => {
  const file = join(folder, "tautan.png");
  const seen: { isSame: boolean; mode: number }[] = [];
  const { code, out } = await siaga(["tautkan", "--gambar", file, "--json"], (out) => {
    const [, qr = ""] = /"qr":"([^"]+)"/u.exec(out) ?? [];
    if (qr === "" || seen.length > 0) return;
    seen.push({ isSame: isPictureOf(file, qr), mode: statSync(file).mode & 0o777 });
    fake.scanQr(qr, account);
  });
  expect(code).toBe(0);
  expect(seen).toEqual([{ isSame: true, mode: 0o600 }]);
  expect(JSON.parse(out.split("\n")[0] ?? "")).toMatchObject({ picture: file });
  expect(readdirSync(folder).filter((name) => name.includes("png"))).toEqual([]);
});

test("whoever breaks off leaves no picture behind", async () => {
  const file = join(folder, "tautan.png");
  let hasStopped = false;
  const { out } = await siaga(["tautkan", "--gambar", file], (out, child) => {
    if (!out.includes(file) || hasStopped) return;
    hasStopped = existsSync(file) && child.kill("SIGINT");
  });
  expect(hasStopped).toBe(true);
  expect(out).toContain("berganti kira-kira tiap 20 detik");
  expect(readdirSync(folder).filter((name) => name.includes("png"))).toEqual([]);
});

test("linking by a code typed on the phone", async () => {
  let hasTyped = false;
  const { code, out } = await siaga(["tautkan", "--nomor", "0811-0000-0001"], (out) => {
    const [, first, second] = /Kode penautan: (\w{4})-(\w{4})/u.exec(out) ?? [];
    if (!first || hasTyped) return;
    hasTyped = true;
    void fake.enterPairingCode(`${first}${second}`, account);
  });
  expect(code).toBe(0);
  expect(out).toContain("Bot tertaut dengan +6281100000001");
});

test("while the bot runs, nothing else may use its session", async () => {
  const lock = takeLock(dbPath);
  for (const words of [["tautkan"], ["uji", "081200000002"], ["putuskan", "--ya"]])
    expect(await siaga(words)).toMatchObject({
      code: 1,
      out: "",
      err: expect.stringContaining("sudah berjalan"),
    });
  lock.release();
});

test("a test message goes to registered numbers only, and what came in meanwhile is kept for the bot", async () => {
  await link();
  const refused = await siaga(["uji", "081200000002"]);
  expect(refused).toMatchObject({ code: 1, err: expect.stringContaining("belum terdaftar") });
  expect(budi.inbox).toEqual([]);

  sql("insert into addresses (channel, address, registeredAt) values ('wa', '+6281200000002', 1)");
  await fake.write(budi, account, { conversation: "SIAP" });
  const sent = await siaga(["uji", "081200000002", "--json"]);
  expect(sent).toEqual({
    code: 0,
    out: '{"number":"+6281200000002","accepted":true,"delivered":true}\n',
    err: "",
  });
  expect(budi.inbox[0]?.message?.extendedTextMessage?.text).toContain("Pesan uji dari Siaga");
  const [kept] = sql<{ value: string }>("select value from waAuth where type = 'inbound'");
  expect(JSON.parse(kept!.value)).toMatchObject({ inbound: { text: "SIAP" }, handledAt: null });
});

test("unlinking asks first, tells WhatsApp, and forgets the keys", async () => {
  await link();
  expect(await siaga(["putuskan"])).toMatchObject({ code: 1, err: expect.stringContaining("--ya") });
  expect(account.isLoggedOut).toBe(false);
  expect(await siaga(["putuskan", "--ya", "--oleh", "Ani"])).toMatchObject({ code: 0 });
  await until(() => account.isLoggedOut);
  expect(sql("select * from waAuth")).toEqual([]);
  expect(sql("select action, by from audit order by id").at(-1)).toEqual({
    action: "wa.putuskan",
    by: "Ani",
  });
  expect(await siaga(["putuskan", "--ya"])).toMatchObject({ code: 1 });
});
