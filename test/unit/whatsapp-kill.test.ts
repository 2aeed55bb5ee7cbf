import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { proto } from "@whiskeysockets/baileys";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDb } from "../../db/open.ts";
import type { Account } from "../support/fake-whatsapp/account.ts";
import type { Phone } from "../support/fake-whatsapp/phone.ts";
import { pause, startFake, until } from "../support/fake-whatsapp/rig.ts";
import type { News, Order } from "../support/fake-whatsapp/sender.ts";
import type { FakeWhatsApp } from "../support/fake-whatsapp/server.ts";

// The bot is killed with SIGKILL at the worst moments and started again, KILLS times each.

const kills = Number(process.env["KILLS"] ?? 1);
const patience = 20_000 + kills * 5_000;
const senderFile = join(import.meta.dirname, "../support/fake-whatsapp/sender.ts");

let fake: FakeWhatsApp;
let account: Account;
let budi: Phone;
let folder: string;
let child: ChildProcess;
let news: News[];
/** All that the bot printed. */
let printed = "";

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "siaga-kill-"));
  fake = await startFake();
  account = fake.addAccount("6281100000001", "900000000000001");
  budi = fake.addPhone("6281200000002", "900000000000002");
  await boot();
});

afterAll(async () => {
  await kill();
  await fake.close();
  rmSync(folder, { recursive: true });
});

async function boot(): Promise<void> {
  news = [];
  const args = [join(folder, "book.db"), fake.url, Buffer.from(fake.root).toString("base64")];
  child = fork(senderFile, args, { execArgv: [], silent: true });
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (text) => (printed += String(text)));
  child.on("message", (each: News) => {
    news.push(each);
    if ("qr" in each) fake.scanQr(each.qr, account);
  });
  await until(() => news.some((each) => "state" in each && each.state === "open"));
}

async function kill(): Promise<void> {
  child.kill("SIGKILL");
  await once(child, "exit");
  await until(() => account.client === null);
}

function read<T>(query: string, ...values: string[]): T[] {
  const db = openDb(join(folder, "book.db"));
  const rows = db.sql.prepare<string[], T>(query).all(...values);
  db.close();
  return rows;
}

function order(key: string): Order {
  return { key, recipient: "+6281200000002", text: `laporan ${key}` };
}

test(
  "killed after a message left and before its ack was recorded: it goes out again, same id, same bytes, readable",
  async () => {
    for (let i = 0; i < kills; i++) {
      const key = `keluar-${i}`;
      fake.policy.ack = fake.policy.deliver = false;
      const left = once(fake, "outgoing");
      child.send(order(key));
      await left;
      await pause(i % 5);
      await kill();
      const [row] = read<{ wireId: string; bytes: string; state: string }>(
        "select * from sent where key = ?",
        key,
      );
      expect(row?.state).toBe("sending");

      fake.policy.ack = fake.policy.deliver = true;
      await boot();
      await until(() => news.some((each) => "accepted" in each && each.accepted === key));
      const copies = budi.inbox.filter(({ id }) => id === row?.wireId);
      expect(copies.map(({ error, isRepeat }) => [error, isRepeat])).toEqual([
        [null, false],
        [null, true],
      ]);
      for (const { message } of copies)
        expect(Buffer.from(proto.Message.encode(message!).finish()).toString("base64")).toBe(row?.bytes);
    }
  },
  patience,
);

test(
  "killed while its ack is on the way: whatever was recorded, the recipient can read every copy",
  async () => {
    for (let i = 0; i < kills; i++) {
      const key = `ack-${i}`;
      const left = once(fake, "outgoing");
      child.send(order(key));
      await left;
      await pause(i % 5);
      await kill();
      await boot();
      await until(
        () => read<{ state: string }>("select * from sent where key = ?", key)[0]?.state === "accepted",
      );
      const copies = budi.inbox.filter(
        ({ message }) => message?.extendedTextMessage?.text === `laporan ${key}`,
      );
      expect([1, 2]).toContain(copies.length);
      expect(new Set(copies.map(({ id }) => id)).size).toBe(1);
      expect(budi.inbox.filter(({ error }) => error)).toEqual([]);
    }
  },
  patience,
);

test(
  "killed while a message comes in, and WhatsApp delivers it again: it is there once",
  async () => {
    for (let i = 0; i < kills; i++) {
      const stanza = await fake.compose(budi, account, { conversation: `balasan ${i}` });
      fake.hand(account, stanza);
      await pause((i * 3) % 40);
      await kill();
      fake.hand(account, stanza);
      await boot();
      await until(() => read("select * from received where text = ?", `balasan ${i}`).length > 0);
    }
    await pause(200);
    expect(
      read<{ text: string }>("select text from received order by rowid").map(({ text }) => text),
    ).toEqual(Array.from({ length: kills }, (_, i) => `balasan ${i}`));
  },
  patience,
);

test("of all this nothing was printed: libsignal would print sessions with their private keys", () => {
  expect(printed).toBe("");
});
