import { afterEach, beforeEach, expect, test } from "vitest";
import { linkedNumber } from "../../../src/connections/whatsapp/auth.ts";
import type { Receipt, WhatsAppStatus } from "../../../src/connections/whatsapp/types.ts";
import type { Account } from "../../support/fake-whatsapp/account.ts";
import {
  openLinkedRig,
  openRig,
  pause,
  startFake,
  until,
  type Rig,
} from "../../support/fake-whatsapp/rig.ts";
import type { FakeWhatsApp } from "../../support/fake-whatsapp/server.ts";

let fake: FakeWhatsApp;
let account: Account;
let rig: Rig;

beforeEach(async () => {
  fake = await startFake();
  account = fake.addAccount("6281100000001", "900000000000001");
  rig = await openLinkedRig(fake, account);
});

afterEach(async () => {
  await rig.wa.close();
  await fake.close();
});

async function backAfter(cause: () => void): Promise<string[]> {
  const before = rig.states.length;
  cause();
  await until(() => rig.states.length > before && rig.wa.status().state === "open");
  return rig.states.slice(before).map(({ state, code }) => `${state} ${code}`);
}

test.each([
  ["a dropped line", () => fake.drop(account), 428],
  ["a busy WhatsApp", () => fake.endStream(account, 503), 503],
  ["a stream that must restart", () => fake.endStream(account, 515), 515],
])("%s mends itself", async (_name, cause, code) => {
  const states = await backAfter(cause);
  const waiting = code === 515 ? [] : [`closed ${code}`];
  expect(states).toEqual([...waiting, `connecting ${code}`, `open ${code}`]);
});

test("taken over by another program: it says so, and comes back", async () => {
  expect(await backAfter(() => fake.replace(account))).toEqual([
    "replaced 440",
    "connecting 440",
    "open 440",
  ]);
  expect(rig.wa.status().failures).toBe(1);
});

test("refused logins are tried again and counted", async () => {
  fake.policy.loginFailure = 405;
  fake.drop(account);
  await until(() => rig.wa.status().failures >= 3);
  expect(rig.wa.status().code).toBe(405);
  fake.policy.loginFailure = null;
  await until(() => rig.wa.status().state === "open");
});

test("a device removed on the phone stays out, and its keys are gone", async () => {
  fake.logOutFromPhone(account);
  await until(() => rig.wa.status().state === "logged_out");
  const logins = rig.states.length;
  await pause(100);
  expect(rig.states).toHaveLength(logins);
  expect(linkedNumber(rig.db.sql)).toBeNull();
  expect(rig.db.sql.prepare("select count(*) from waAuth").pluck().get()).toBe(0);
});

test("a bot that is not linked waits to be linked, without a connection", async () => {
  await rig.wa.logout();
  const logins: unknown[] = [];
  fake.on("login", (login) => logins.push(login));
  rig = await openRig(fake, { db: rig.db, canPair: false });
  await pause(100);
  expect(rig.wa.status().state).toBe("logged_out");
  expect(logins).toEqual([]);
});

test("logging out tells WhatsApp and forgets the keys", async () => {
  await rig.wa.logout();
  await until(() => account.isLoggedOut);
  expect(linkedNumber(rig.db.sql)).toBeNull();
  expect(rig.wa.status().state).toBe("logged_out");
});

test("closing is no logout, and ends for good", async () => {
  await rig.wa.close();
  expect(account.isLoggedOut).toBe(false);
  expect(linkedNumber(rig.db.sql)).toBe("+6281100000001");
  await pause(100);
  expect(account.client).toBeNull();
  expect(rig.wa.status().state).toBe("closed");
});

test("since when, and for other programs to read", async () => {
  const { since, state } = rig.wa.status();
  expect(Math.abs(since - Date.now() / 1000)).toBeLessThan(5);
  const kept = rig.db.sql.prepare("select value from settings where key = 'waState'").pluck().get() as string;
  expect(JSON.parse(kept)).toMatchObject({ state, since });
});

test("five healthy minutes wipe the count of failures", async () => {
  let now = 1_000;
  await rig.wa.close();
  rig = await openRig(fake, { db: rig.db, now: () => now });
  await until(() => rig.wa.status().state === "open");
  await backAfter(() => fake.drop(account));
  await backAfter(() => fake.drop(account));
  expect(rig.wa.status().failures).toBe(2);
  now += 300;
  await backAfter(() => fake.drop(account));
  expect(rig.wa.status().failures).toBe(1);
});

test("whoever listens may fail, as with a full disk: it is logged, and the connection comes back all the same", async () => {
  await rig.wa.close();
  const heard: string[] = [];
  const onState = ({ state }: WhatsAppStatus): void => {
    heard.push(state);
    throw new Error("SQLITE_FULL");
  };
  rig = await openRig(fake, { db: rig.db, onState });
  await until(() => heard.at(-1) === "open");
  fake.drop(account);
  await until(() => heard.length > 2 && rig.wa.status().state === "open");
  expect(heard).toEqual(["connecting", "open", "closed", "connecting", "open"]);
  expect(rig.logged.filter((line) => line.includes("SQLITE_FULL"))).toHaveLength(heard.length);
});

test("a receipt that cannot be written down ends nothing", async () => {
  await rig.wa.close();
  fake.addPhone("6281200000002", "900000000000002");
  const heard: string[] = [];
  const onReceipt = ({ id }: Receipt): void => {
    heard.push(id);
    throw new Error("SQLITE_FULL");
  };
  rig = await openRig(fake, { db: rig.db, onReceipt });
  await until(() => rig.wa.status().state === "open");
  const bytes = rig.wa.encodeText("Halo", null);
  const send = (id: string) => rig.wa.send({ jid: "6281200000002@s.whatsapp.net", bytes, id });
  expect([await send("3EB01"), await send("3EB02")]).toEqual([{ kind: "ack" }, { kind: "ack" }]);
  await until(() => heard.length === 2);
  expect(rig.states.map(({ state }) => state)).toEqual(["connecting", "open"]);
  expect(rig.logged.filter((line) => line.includes("SQLITE_FULL"))).toHaveLength(heard.length);
});

test("what came in and cannot be cleared away ends nothing", async () => {
  await rig.wa.close();
  rig.db.sql.exec(`
    insert into waAuth (type, id, value) values ('inbound', 'old', '{"inbound":null,"handledAt":1}');
    create trigger full before delete on waAuth when old.type = 'inbound'
      begin select raise(abort, 'SQLITE_FULL'); end`);
  rig = await openRig(fake, { db: rig.db });
  await until(() => rig.wa.status().state === "open");
  expect(rig.logged.filter((line) => line.includes("SQLITE_FULL")).length).toBeGreaterThan(0);
});

test("removed on the phone while its keys cannot be forgotten: out all the same", async () => {
  rig.db.sql.exec(
    "create trigger full before delete on waAuth begin select raise(abort, 'SQLITE_FULL'); end",
  );
  fake.logOutFromPhone(account);
  await until(() => rig.wa.status().state === "logged_out");
});
