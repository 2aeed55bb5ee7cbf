import { openDb, type Db } from "../../../db/open.ts";
import type { WhatsAppOptions } from "../../../src/connections/whatsapp/options.ts";
import { openWhatsApp } from "../../../src/connections/whatsapp/socket.ts";
import type { Inbound, Receipt, WhatsApp, WhatsAppStatus } from "../../../src/connections/whatsapp/types.ts";
import type { Account } from "./account.ts";
import { FakeWhatsApp } from "./server.ts";
import { trustRoot } from "./trust.ts";

/** The real connection against the fake, and everything that it told. */
export interface Rig {
  readonly db: Db;
  readonly wa: WhatsApp;
  readonly states: WhatsAppStatus[];
  readonly inbound: Inbound[];
  readonly receipts: Receipt[];
  readonly qrs: string[];
  readonly codes: string[];
  readonly logged: string[];
}

/** Patient as the real thing, a hundred times quicker. */
const quickBackoff = { firstMs: 20, replacedMs: 50, capMs: 400 };

export async function startFake(): Promise<FakeWhatsApp> {
  const fake = await new FakeWhatsApp().listen();
  trustRoot(fake.root);
  return fake;
}

interface RigOptions extends Partial<WhatsAppOptions> {
  readonly db?: Db;
  readonly canPair?: boolean;
}

/** Opens the connection on `db` (a new book in memory if absent), ready to pair by QR code unless told otherwise. */
export async function openRig(
  fake: FakeWhatsApp,
  { db = openDb(":memory:"), canPair = true, ...options }: RigOptions = {},
): Promise<Rig> {
  const told = { states: [], inbound: [], receipts: [], qrs: [], codes: [], logged: [] } as Omit<
    Rig,
    "db" | "wa"
  >;
  const log = (fields: object, text: string) => void told.logged.push(`${text} ${JSON.stringify(fields)}`);
  const wa = await openWhatsApp({
    sql: db.sql,
    log: { info: log, warn: log, error: log },
    now: () => Math.floor(Date.now() / 1000),
    random: () => 0.5,
    onInbound: (inbound) => void told.inbound.push(inbound),
    onReceipt: (receipt) => void told.receipts.push(receipt),
    onState: (status) => void told.states.push(status),
    findSent: () => null,
    url: fake.url,
    ...(canPair && {
      pairing: { onQr: (qr) => void told.qrs.push(qr), onCode: (code) => void told.codes.push(code) },
    }),
    ackTimeoutMs: 400,
    backoff: quickBackoff,
    ...options,
  });
  return { db, wa, ...told };
}

/** Opens and links by QR code; resolves when the connection is open. */
export async function openLinkedRig(
  fake: FakeWhatsApp,
  account: Account,
  options: RigOptions = {},
): Promise<Rig> {
  const rig = await openRig(fake, options);
  await until(() => rig.qrs.length > 0);
  fake.scanQr(rig.qrs[0]!, account);
  await until(() => rig.wa.status().state === "open");
  return rig;
}

/** Waits until something is so; fails loudly after `withinMs`. */
export async function until(isSo: () => unknown, withinMs = 8_000): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!isSo()) {
    if (Date.now() > deadline) throw new Error(`did not become so within ${withinMs} ms: ${isSo.toString()}`);
    await pause(5);
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
