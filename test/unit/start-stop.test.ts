import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openDb } from "../../db/open.ts";
import { isRunning } from "../../src/lock.ts";
import { home } from "../../src/paths.ts";
import { openLinkedRig, startFake } from "../support/fake-whatsapp/rig.ts";

let folder: string;
let child: ChildProcess | null = null;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "siaga-start-"));
});
afterEach(async () => {
  if (child?.exitCode === null && child.signalCode === null) {
    child.kill("SIGKILL");
    await once(child, "exit");
  }
  rmSync(folder, { recursive: true });
});

const bookPath = () => join(folder, "siaga.db");

function launch(command: string, args: readonly string[], more: Record<string, string> = {}) {
  const { PATH, HOME } = process.env;
  const env = {
    PATH,
    HOME,
    SIAGA_DB: bookPath(),
    SIAGA_FOLDER_MASUK: join(folder, "masuk"),
    SIAGA_FOLDER_KELUAR: join(folder, "keluar"),
    ...more,
  };
  const started = spawn(command, args, { cwd: home, env });
  child = started;
  return started;
}

async function start(command: string, args: readonly string[]): Promise<ChildProcess> {
  const started = launch(command, args);
  let printed = "";
  started.stdout.on("data", (text) => (printed += String(text)));
  await vi.waitFor(() => expect(printed).toContain("bot mulai"), { timeout: 20_000, interval: 50 });
  return started;
}

test("a stop that is sent to npm start reaches the bot: no orphan goes on holding the book", async () => {
  const npm = await start("npm", ["start"]);
  npm.kill("SIGTERM");
  await once(npm, "exit");
  await vi.waitFor(() => expect(isRunning(bookPath())).toBe(false), { timeout: 10_000, interval: 50 });
});

test("a terminal that is closed stops the bot in order, as SIGTERM does", async () => {
  const bot = await start(join(home, "scripts/siaga"), ["jalankan"]);
  bot.kill("SIGHUP");
  expect(await once(bot, "exit")).toEqual([0, null]);
  expect(isRunning(bookPath())).toBe(false);
});

test("a start that fails after WhatsApp was opened ends the process: no connection and no lock stays behind", async () => {
  const fake = await startFake();
  const db = openDb(bookPath());
  const { wa } = await openLinkedRig(fake, fake.addAccount("6281100000001", "900000000000001"), { db });
  await wa.close();
  db.sql.exec("update sources set maxAge = 'sebentar' where source = 'file'"); // what no command would write
  db.close();
  const bot = launch(join(home, "scripts/siaga"), ["jalankan"], {
    SIAGA_WA: "baileys",
    SIAGA_WA_URL: fake.url,
  });
  let said = "";
  bot.stderr.on("data", (text) => (said += String(text)));
  expect(await once(bot, "exit")).toEqual([1, null]);
  expect(said).toContain("sebentar");
  expect(isRunning(bookPath())).toBe(false);
  await fake.close();
});
