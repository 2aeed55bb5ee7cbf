import PostalMime from "postal-mime";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openDb } from "../../db/open.ts";
import { dateOfDay } from "../../src/calendar/civil.ts";
import { formatDate, formatTime } from "../../src/calendar/format.ts";
import type { Message } from "../../src/outbox/contract.ts";
import { Installation } from "../support/bot-process.ts";
import type { Account } from "../support/fake-whatsapp/account.ts";
import { openLinkedRig, startFake } from "../support/fake-whatsapp/rig.ts";
import type { FakeWhatsApp } from "../support/fake-whatsapp/server.ts";
import { exportTable } from "../support/exports/table.ts";
import { exportRow } from "../support/exports/rows.ts";
import { writeCsv } from "../support/exports/write-csv.ts";
import { type MailSink, openMailSink } from "../support/mail-sink.ts";

// The whole bot as a process of its own, killed between "sent" and "acknowledged" on both channels, KILLS times.

const kills = Number(process.env["KILLS"] ?? 1);

const pemda = `
units:
  - { code: PEMDA, name: Pemerintah Kabupaten Contoh, zone: WITA }
  - { code: PUPR, name: Dinas PUPR, externalId: "90001", parent: PEMDA }
holders:
  - { unit: PEMDA, post: kominfo, name: Kominfo, email: kominfo@contoh.example }
  - { unit: PUPR, post: admin, name: Budi, wa: "+6281200000002", email: budi@contoh.example }
posts:
  - { unit: PEMDA, post: kominfo }
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
      - { after: 0 menit, post: admin, channels: wa+email, window: selalu }
`;

let fake: FakeWhatsApp;
let account: Account;
let sink: MailSink;
let pemdaServer: Installation;

beforeEach(async () => {
  fake = await startFake();
  account = fake.addAccount("6281100000001", "900000000000001");
  fake.addPhone("6281200000002", "900000000000002");
  sink = await openMailSink();
  pemdaServer = new Installation({
    SIAGA_SMTP: sink.url,
    SIAGA_EMAIL_DARI: "siaga@contoh.example",
    SIAGA_WA: "baileys",
    SIAGA_WA_URL: fake.url,
  });
  pemdaServer.siaga("konfig", "impor", pemdaServer.write("pemda.yaml", pemda), "--ya");
  await linkWhatsApp();
  pemdaServer.siaga("kirim", "nyalakan");
});

afterEach(async () => {
  await pemdaServer.remove();
  await sink.close();
  await fake.close();
});

/** Pairs the bot's number and registers Budi's, as `siaga wa tautkan` and DAFTAR do; no gap, so that the test is short. */
async function linkWhatsApp(): Promise<void> {
  const db = openDb(pemdaServer.dbPath);
  const rig = await openLinkedRig(fake, account, { db });
  await rig.wa.close();
  db.sql.exec(`
    insert into addresses (channel, address, registeredAt) values ('wa', '+6281200000002', 1);
    insert into settings (key, value) values ('pace.wa', '{"gap":[0,0],"recipientGap":0,"perDay":1000,"recipientPerDay":1000}');
  `);
  db.close();
}

function messages(): Message[] {
  const db = openDb(pemdaServer.dbPath);
  const rows = db.sql.prepare<[], Message>("select * from outbox where kind = 'step' order by channel").all();
  db.close();
  return rows;
}

async function importComplaint(trackingId: string): Promise<void> {
  const now = Math.floor(Date.now() / 1000);
  const date = dateOfDay(Math.floor(now / 86_400));
  const row = exportRow(1, {
    "Tracking ID": trackingId,
    "Tanggal Laporan Masuk": englishDate(date),
    "Waktu Laporan Masuk": `${formatTime({ zone: "Asia/Jakarta" }, now - 7 * 3600).replace(".", ":")}:59`,
    "ID Instansi Terdisposisi": "90001",
    "Status Laporan": "Belum Ditindaklanjuti",
    "Tipe Laporan (Anonim/Rahasia)": "",
  });
  const file = await writeCsv(
    `${pemdaServer.folder}/${trackingId}.csv`,
    exportTable([row], { generatedOn: date }),
  );
  pemdaServer.siaga("laporan", "impor", file);
}

function englishDate(date: string): string {
  const english: Record<string, string> = { Mei: "May", Agu: "Aug", Okt: "Oct", Des: "Dec" };
  return formatDate(date).replace(/[A-Z][a-z]+/u, (month) => english[month] ?? month);
}

test.each(Array.from({ length: kills }, (_, index) => index))(
  "killed between sent and acknowledged (%i): the same ids and bytes go out again, and nothing is lost",
  async (index) => {
    const outgoing: string[] = [];
    fake.on("outgoing", ({ attrs }) => void outgoing.push(attrs["id"] ?? ""));
    fake.policy.ack = false;
    fake.policy.deliver = false;
    sink.fail({ at: "message", does: "hang" });
    await pemdaServer.start();
    await importComplaint(String(9_300_000 + index));
    await pemdaServer.waitFor(() => outgoing.length > 0 && sink.mails.length > 0);
    await pemdaServer.kill();
    expect(messages().map(({ channel, state }) => `${channel} ${state}`)).toEqual([
      "email sending",
      "wa sending",
    ]);

    fake.policy.ack = true;
    fake.policy.deliver = true;
    sink.heal();
    const before = outgoing.length;
    await pemdaServer.start();
    await pemdaServer.waitFor(() => messages().every(({ acceptedAt }) => acceptedAt !== null));
    expect(await pemdaServer.stop()).toBe(0);

    expect(messages()).toHaveLength(2);
    expect(outgoing.length).toBeGreaterThan(before);
    expect(new Set(outgoing).size).toBe(1);
    const [first, again, ...more] = sink.mails;
    expect(more).toEqual([]);
    expect(again?.raw.equals(first?.raw ?? Buffer.alloc(0))).toBe(true);
    const { messageId } = await PostalMime.parse(first?.raw ?? "");
    expect(messageId).toBe(messages().find(({ channel }) => channel === "email")?.wireId);
  },
  60_000,
);
