import { createRequire } from "node:module";
import { afterEach, describe, expect, test, vi } from "vitest";
import { openDb } from "../../../db/open.ts";
import { checkedUrl, jidOf, lidIn, numberIn } from "../../../src/connections/whatsapp/addresses.ts";
import { keepLibsignalQuiet } from "../../../src/connections/whatsapp/console-filter.ts";
import { libraryLog } from "../../../src/connections/whatsapp/library-log.ts";
import type { Baileys } from "../../../src/connections/whatsapp/types.ts";
import { chooseVersion } from "../../../src/connections/whatsapp/version.ts";

/** The very call that prints a whole session. */
function openSession(): void {
  const load = createRequire(createRequire(import.meta.url).resolve("@whiskeysockets/baileys"));
  const { SessionRecord } = load("libsignal") as {
    SessionRecord: new () => { openSession(session: object): void };
  };
  new SessionRecord().openSession({ indexInfo: { closed: 1 }, rootKey: "a private key" });
}

/** WhatsApp's page, as the library reads it; null: it cannot be read. */
function page(version: [number, number, number] | null) {
  const fetchLatestWaWebVersion = vi.fn<() => Promise<object>>(async () =>
    version ? { version, isLatest: true } : { version: [2, 3000, 1], isLatest: false },
  );
  return { baileys: { fetchLatestWaWebVersion } as unknown as Baileys, asked: fetchLatestWaWebVersion };
}

describe("libsignal's console output, which holds private keys", () => {
  const quiet = console.info;
  afterEach(() => {
    console.info = quiet;
  });

  test("is dropped, and nothing else is", () => {
    const written = vi.fn<(...words: unknown[]) => void>();
    console.info = written;
    openSession();
    expect(written).toHaveBeenCalledOnce();
    written.mockClear();

    keepLibsignalQuiet();
    keepLibsignalQuiet();
    openSession();
    expect(written).not.toHaveBeenCalled();
    console.info("kata kami");
    expect(written).toHaveBeenCalledExactlyOnceWith("kata kami");
  });
});

test("of the library's own log only words pass, without numbers, each once a minute", () => {
  const warn = vi.fn<(fields: object, text: string) => void>();
  const log = libraryLog({ info: warn, warn, error: warn });
  for (let i = 0; i < 1_000; i++) log.error({ key: { private: "kunci" }, jid: "6281200000002" }, "Bad MAC");
  log.info({ node: "isi" }, "not logged in");
  log.warn("Invalid mapping: 900000000000002, 6281200000002");
  expect(warn.mock.calls).toEqual([
    [{ library: "baileys" }, "Bad MAC"],
    [{ library: "baileys" }, "Invalid mapping: …, …"],
  ]);
});

test("what was said is not remembered for ever, however many words a broken session finds", () => {
  const warn = vi.fn<(fields: object, text: string) => void>();
  const log = libraryLog({ info: warn, warn, error: warn });
  for (let i = 0; i <= 200; i++) log.warn(`fault ${i}`);
  log.warn("fault 200");
  expect(warn).toHaveBeenCalledTimes(201);
  log.warn("fault 0");
  expect(warn).toHaveBeenCalledTimes(202);
});

describe("whom to connect to", () => {
  test.each([
    "wss://web.whatsapp.com/ws/chat",
    "wss://g.whatsapp.com/ws/chat",
    "ws://127.0.0.1:9000/ws/chat",
    "wss://localhost:9000",
    "ws://[::1]:9000",
  ])("%s", (url) => expect(checkedUrl(url)).toBe(url));

  test.each([
    "ws://web.whatsapp.com/ws/chat",
    "wss://web.whatsapp.com.evil.example/ws/chat",
    "wss://evilwhatsapp.com",
    "ws://10.0.0.1:9000",
    "ws://127.0.0.1.evil.example",
    "https://web.whatsapp.com",
    "bukan alamat",
  ])("not %s", (url) => expect(() => checkedUrl(url)).toThrow(/Alamat WhatsApp/u));
});

test("addresses of people, of whichever device", () => {
  expect(jidOf("+6281200000002")).toBe("6281200000002@s.whatsapp.net");
  expect(numberIn("6281200000002:12@s.whatsapp.net")).toBe("+6281200000002");
  expect(lidIn("900000000000002:3@lid")).toBe("900000000000002@lid");
  for (const other of ["900000000000002@lid", "120363000000000001@g.us", "status@broadcast", "", null])
    expect(numberIn(other)).toBeNull();
  for (const other of ["6281200000002@s.whatsapp.net", "120363000000000001@newsletter", undefined])
    expect(lidIn(other)).toBeNull();
});

describe("which version of WhatsApp Web to call ourselves", () => {
  const official = "wss://web.whatsapp.com/ws/chat";

  test("asked at most once a day, again when refused, and the last good one serves while it cannot be read", async () => {
    const { sql } = openDb(":memory:");
    const need = { set: undefined, sql, url: official, now: 1_000_000, wasRefused: false };
    const first = page([2, 3000, 10]);
    expect(await chooseVersion({ ...need, ...first })).toEqual([2, 3000, 10]);
    expect(await chooseVersion({ ...need, ...first, now: 1_086_399 })).toEqual([2, 3000, 10]);
    expect(first.asked).toHaveBeenCalledOnce();
    expect(await chooseVersion({ ...need, ...page([2, 3000, 11]), wasRefused: true })).toEqual([2, 3000, 11]);
    expect(await chooseVersion({ ...need, ...page([2, 3000, 12]), now: 1_086_400 })).toEqual([2, 3000, 12]);
    expect(await chooseVersion({ ...need, ...page(null), now: 2_000_000 })).toEqual([2, 3000, 12]);
  });

  test("without any answer the library's own; what an operator set comes first; here on this machine nobody is asked", async () => {
    const { sql } = openDb(":memory:");
    const need = { set: undefined, sql, url: official, now: 1_000_000, wasRefused: false };
    expect(await chooseVersion({ ...need, ...page(null) })).toBeUndefined();
    const { baileys, asked } = page([2, 3000, 10]);
    expect(await chooseVersion({ ...need, baileys, set: "2.3000.7" })).toEqual([2, 3000, 7]);
    expect(await chooseVersion({ ...need, baileys, url: "ws://127.0.0.1:1/" })).toBeUndefined();
    expect(asked).not.toHaveBeenCalled();
  });
});
