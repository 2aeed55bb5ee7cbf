import { afterEach, beforeEach, expect, test } from "vitest";
import { linkedNumber } from "../../../src/connections/whatsapp/auth.ts";
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
const open: Rig[] = [];

beforeEach(async () => {
  fake = await startFake();
  account = fake.addAccount("6281100000001", "900000000000001");
});

afterEach(async () => {
  for (const rig of open.splice(0)) await rig.wa.close();
  await fake.close();
});

function keep(rig: Rig): Rig {
  open.push(rig);
  return rig;
}

test("a QR code links the device, and a restart needs no second one", async () => {
  const rig = keep(await openLinkedRig(fake, account));
  expect(rig.states.map(({ state }) => state)).toEqual(["connecting", "pairing", "connecting", "open"]);
  expect(linkedNumber(rig.db.sql)).toBe("+6281100000001");
  await rig.wa.close();

  const again = keep(await openRig(fake, { db: rig.db }));
  await until(() => again.wa.status().state === "open");
  expect(again.qrs).toEqual([]);
});

test("a pairing code links the device", async () => {
  const codes: string[] = [];
  const pairing = {
    number: "+6281100000001",
    onQr: () => {},
    onCode: (code: string) => void codes.push(code),
  };
  const rig = keep(await openRig(fake, { pairing }));
  await until(() => codes.length > 0);
  expect(codes[0]).toMatch(/^[0-9A-Z]{8}$/u);
  await fake.enterPairingCode(codes[0]!, account);
  await until(() => rig.wa.status().state === "open");
  expect(linkedNumber(rig.db.sql)).toBe("+6281100000001");
});

test("a pairing that was begun and not finished is begun anew, with a new code, at every start", async () => {
  const codes: string[] = [];
  const pairing = {
    number: "+6281100000001",
    onQr: () => {},
    onCode: (code: string) => void codes.push(code),
  };
  const first = await openRig(fake, { pairing });
  await until(() => codes.length === 1);
  await first.wa.close();
  const rig = keep(await openRig(fake, { db: first.db, pairing }));
  await until(() => codes.length === 2);
  await fake.enterPairingCode(codes[1]!, account);
  await until(() => rig.wa.status().state === "open");
  expect(rig.states.map(({ state }) => state)).not.toContain("logged_out");
});

test("a bot that starts after a pairing was begun and not finished is not linked, and does not try to log in", async () => {
  const codes: string[] = [];
  const pairing = {
    number: "+6281100000001",
    onQr: () => {},
    onCode: (code: string) => void codes.push(code),
  };
  const first = await openRig(fake, { pairing });
  await until(() => codes.length === 1);
  await first.wa.close();
  const logins: unknown[] = [];
  fake.on("login", (login) => logins.push(login));
  const rig = keep(await openRig(fake, { db: first.db, canPair: false }));
  await until(() => rig.wa.status().state === "logged_out");
  expect([rig.wa.status().code, linkedNumber(rig.db.sql)]).toEqual([null, null]);
  await pause(100);
  expect(logins).toEqual([]);
});

test("a line that drops while the code is shown brings a new code", async () => {
  const codes: string[] = [];
  const pairing = {
    number: "+6281100000001",
    onQr: () => {},
    onCode: (code: string) => void codes.push(code),
  };
  const rig = keep(await openRig(fake, { pairing }));
  await until(() => codes.length === 1);
  fake.dropAll();
  await until(() => codes.length === 2);
  await fake.enterPairingCode(codes[1]!, account);
  await until(() => rig.wa.status().state === "open");
});
