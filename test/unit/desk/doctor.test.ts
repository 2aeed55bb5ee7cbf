import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Db, openDb } from "../../../db/open.ts";
import { parseLocalInstant } from "../../../src/calendar/format.ts";
import { examine, isDoctorsCause } from "../../../src/desk/doctor.ts";
import type { DoctorFacts } from "../../../src/desk/doctor/contract.ts";
import { readDoctorFacts } from "../../../src/desk/doctor/store.ts";
import { type Channels, loadOffice } from "../../../src/desk/office.ts";
import { insertHolder, insertPost } from "../../../src/people/holders/store.ts";
import { insertUnit } from "../../../src/people/units/store.ts";

const at = (text: string) => parseLocalInstant(text, { zone: "Asia/Makassar" });
const day = 86_400;
const now = at("2026-09-21T09:00");

let db: Db;
let units: { root: number; pupr: number; uptd: number };

/** A Pemda in which nothing is missing. */
beforeEach(() => {
  db = openDb(":memory:");
  const plain = { sebutan: null, externalId: null, calendar: null, zone: null };
  const root = insertUnit(db.sql, {
    ...plain,
    code: "PEMDA",
    name: "Pemerintah Kabupaten Contoh",
    parentId: null,
    zone: "Asia/Makassar",
  });
  const pupr = insertUnit(db.sql, { ...plain, code: "PUPR", name: "Dinas PUPR", parentId: root });
  const uptd = insertUnit(db.sql, { ...plain, code: "UPTD", name: "UPTD Jalan", parentId: pupr });
  units = { root, pupr, uptd };
  for (const post of ["kominfo", "kepala_kominfo", "kepala_daerah"]) hold(root, post, {});
  for (const post of ["admin", "kepala"]) hold(pupr, post, {});
  db.sql.prepare("update sources set asOf = ?, lastOkAt = ? where kind = 'file'").run(now - 3600, now - 3600);
});
afterEach(() => db.close());

interface Person {
  readonly name?: string;
  readonly wa?: string | null;
  readonly email?: string | null;
  readonly fromDate?: string;
  readonly toDate?: string;
}

function hold(unitId: number, post: string, { name, wa = null, email, fromDate, toDate }: Person): number {
  insertPost(db.sql, { unitId, post });
  return insertHolder(db.sql, {
    unitId,
    post,
    name: name ?? `${post} ${unitId}`,
    kind: "definitif",
    wa,
    email: email === undefined ? `${post}.${unitId}@contoh.example` : email,
    fromDate: fromDate ?? null,
    toDate: toDate ?? null,
  });
}

const mail: Channels = { wa: false, email: true };
const both: Channels = { wa: true, email: true };
const well = { isWaLinked: true, isBotRunning: true };

interface Visit {
  readonly doors?: Channels;
  readonly outside?: Pick<DoctorFacts, "isWaLinked" | "isBotRunning">;
  readonly moment?: number;
}

function visit({ doors = mail, outside = well, moment = now }: Visit = {}) {
  return examine(loadOffice(db.sql, doors), moment, readDoctorFacts(db.sql, outside));
}

const causes = (options?: Visit) => visit(options).map(({ cause }) => cause);

function address(channel: string, address: string, fields: Record<string, number>): void {
  const names = Object.keys(fields);
  db.sql
    .prepare(
      `insert into addresses (channel, address, ${names.join(", ")}) values (?, ?, ${names.map(() => "?").join(", ")})`,
    )
    .run(channel, address, ...Object.values(fields));
}

test("where nothing is missing there is nothing to say", () => {
  expect(visit()).toEqual([]);
  expect(examine(loadOffice(db.sql, mail), now)).toEqual([]);
});

describe("what blocks", () => {
  test("an empty book", () => {
    const empty = openDb(":memory:");
    expect(examine(loadOffice(empty.sql, mail), now)).toMatchObject([
      { cause: "no_units", isBlocking: true },
    ]);
    empty.close();
  });

  test("no zone", () => {
    db.sql.exec("update units set zone = null");
    expect(visit()).toMatchObject([
      {
        cause: "no_zone",
        isBlocking: true,
        remedy: "Pilih, misalnya: siaga opd ubah PEMDA --zona WITA",
        text: "Zona waktu Pemda belum dipilih. Pilih, misalnya: siaga opd ubah PEMDA --zona WITA",
      },
    ]);
  });

  test("no channel: that alone, not each contact behind it", () => {
    expect(visit({ doors: { wa: false, email: false } })).toMatchObject([
      { cause: "no_channel", isBlocking: true },
    ]);
  });

  test("WhatsApp as the only door, and not linked; beside email it is a warning", () => {
    const outside = { ...well, isWaLinked: false };
    const only = visit({ doors: { wa: true, email: false }, outside });
    expect(only[0]).toMatchObject({ cause: "wa:logged_out", isBlocking: true });
    expect(visit({ doors: both, outside })).toMatchObject([{ cause: "wa:logged_out", isBlocking: false }]);
  });

  test("nobody at Kominfo, told once and before all warnings", () => {
    db.sql.exec("delete from holders where post in ('kominfo', 'kepala')");
    expect(visit()).toMatchObject([
      {
        cause: "no_kominfo",
        isBlocking: true,
        remedy: 'Jalankan: siaga kontak tambah PEMDA kominfo "NAMA" --email ALAMAT',
      },
      { cause: "vacant:PUPR:kepala", isBlocking: false },
    ]);
  });
});

describe("posts that active rules name", () => {
  test("vacant: the command that fills it, or the one that says why nobody is reached", () => {
    db.sql.exec("delete from holders where post = 'kepala'");
    db.sql.exec("update holders set email = null, wa = '+6281200000009' where post = 'admin'");
    expect(visit({ doors: both }).slice(0, 2)).toMatchObject([
      { cause: "vacant:PUPR:admin", remedy: "Lihat sebabnya: siaga periksa --siapa PUPR --jabatan admin" },
      {
        cause: "vacant:PUPR:kepala",
        remedy: 'Lengkapi: siaga kontak tambah PUPR kepala "NAMA" --email ALAMAT',
      },
    ]);
  });

  test("a term that is over, and one that begins tomorrow, leave the post vacant today", () => {
    db.sql.exec("update holders set toDate = '2026-09-20' where post = 'kepala'");
    hold(units.pupr, "kepala", { fromDate: "2026-09-22" });
    expect(causes()).toEqual(["vacant:PUPR:kepala"]);
    expect(causes({ moment: now + day })).toEqual([]);
  });

  test("a sekretaris who stands in is mentioned, but the post is vacant all the same", () => {
    db.sql.exec("delete from holders where post = 'kepala'");
    hold(units.pupr, "sekretaris", {});
    expect(visit()).toMatchObject([
      {
        cause: "vacant:PUPR:kepala",
        problem:
          "Kepala Dinas PUPR belum punya kontak yang dapat dihubungi; sementara ini sekretaris yang diberi tahu.",
      },
    ]);
  });

  test("an office without the post is served by the one above it; without either it is named", () => {
    db.sql.exec("delete from holders where post = 'kepala'; delete from posts where post = 'kepala'");
    insertUnit(db.sql, {
      sebutan: null,
      externalId: null,
      calendar: null,
      zone: null,
      code: "DLH",
      name: "Dinas Lingkungan Hidup",
      parentId: units.root,
    });
    expect(visit()).toMatchObject([
      {
        cause: "no_post:*:kepala",
        problem: "Aturan aktif menyebut jabatan kepala, tetapi belum ada satu OPD pun yang memilikinya.",
        remedy: "Tambahkan: siaga jabatan tambah KODE kepala",
      },
      {
        cause: "no_post:DLH:admin",
        problem:
          "Aturan aktif menyebut jabatan admin, tetapi Dinas Lingkungan Hidup dan induknya tidak memilikinya.",
        remedy: "Tambahkan: siaga jabatan tambah DLH admin",
      },
    ]);
  });

  test("a post of the Pemda itself", () => {
    db.sql.exec(
      "delete from holders where post = 'kepala_kominfo'; delete from posts where post = 'kepala_kominfo'",
    );
    expect(visit()).toMatchObject([
      {
        cause: "no_post:PEMDA:kepala_kominfo",
        remedy: "Tambahkan: siaga jabatan tambah PEMDA kepala_kominfo",
      },
    ]);
  });

  test("a rule that is switched off, or meant for others, needs nobody", () => {
    db.sql.exec("delete from holders where post = 'kepala'");
    db.sql.exec(
      "update rules set active = 0 where id in (select ruleId from ruleVersions where clock <> 'verification')",
    );
    expect(causes()).toEqual([]);
    db.sql.exec("update rules set active = 1");
    db.sql.exec(`update ruleVersions set match = '{"unit":["dlh"]}' where clock <> 'verification'`);
    expect(causes()).toEqual([]);
    db.sql.exec(`update ruleVersions set match = '{"unit":["pupr"]}' where clock <> 'verification'`);
    expect(causes()).toEqual(["vacant:PUPR:kepala"]);
  });
});

describe("years without a holiday table", () => {
  test.each([
    ["2027-09-30T23:59", []],
    ["2027-10-01T00:00", ["no_calendar:2028"]],
    ["2028-01-03T09:00", ["no_calendar:2028"]],
    ["2028-10-02T09:00", ["no_calendar:2028", "no_calendar:2029"]],
  ])("%s", (moment, expected) => {
    const found = examine(loadOffice(db.sql, mail), at(moment)).map(({ cause }) => cause);
    expect(found).toEqual(expected);
  });
});

describe("people", () => {
  test("numbers not linked yet are gathered by office, and only where WhatsApp is on", () => {
    const one = hold(units.pupr, "admin", { name: "Ani", wa: "+6281200000001" });
    hold(units.pupr, "kepala", { name: "Budi", wa: "+6281200000002" });
    hold(units.root, "kominfo", { name: "Citra", wa: "+6281200000003" });
    address("wa", "+6281200000003", { registeredAt: 1 });
    expect(causes()).toEqual([]);
    expect(visit({ doors: both })).toMatchObject([
      {
        cause: "unregistered:PUPR",
        isBlocking: false,
        problem: expect.stringMatching(/di Dinas PUPR: Ani \(nomor \d+\), Budi \(nomor \d+\)\.$/u) as string,
        remedy: "Undang dengan kode: siaga kontak undang NOMOR",
      },
    ]);
    address("wa", "+6281200000002", { registeredAt: 1 });
    expect(visit({ doors: both })).toMatchObject([
      { remedy: `Undang dengan kode: siaga kontak undang ${one}` },
    ]);
  });

  test("who is no longer in the post is left in peace", () => {
    hold(units.pupr, "admin", { wa: "+6281200000001", toDate: "2026-09-20" });
    expect(causes({ doors: both })).toEqual([]);
  });

  test("STOP, with and without another way", () => {
    const ani = hold(units.pupr, "admin", { name: "Ani", wa: "+6281200000001" });
    const budi = hold(units.pupr, "admin", { name: "Budi", wa: "+6281200000002", email: null });
    address("wa", "+6281200000001", { registeredAt: 1, stoppedAt: 2 });
    address("wa", "+6281200000002", { registeredAt: 1, stoppedAt: 2 });
    expect(visit({ doors: both })).toMatchObject([
      {
        cause: `address:wa:${ani}`,
        problem: "WhatsApp Ani (Admin Dinas PUPR) dihentikan sendiri dengan STOP.",
        remedy: "Ia dapat membukanya lagi dengan membalas MULAI.",
      },
      { cause: `address:wa:${budi}`, remedy: `Beri jalan lain: siaga kontak ubah ${budi} --email ALAMAT` },
    ]);
  });

  test("switched off after two refusals", () => {
    const ani = hold(units.pupr, "admin", { name: "Ani", email: "ani@contoh.example" });
    address("email", "ani@contoh.example", { failures: 2, disabledAt: 5 });
    expect(visit()).toMatchObject([
      {
        cause: `address:email:${ani}`,
        problem: "Email Ani (Admin Dinas PUPR) tidak dipakai lagi, karena pesan ke sana dua kali ditolak.",
        remedy: `Betulkan: siaga kontak ubah ${ani} --email ALAMAT`,
      },
    ]);
  });

  test.each([
    ["never asked", null, null, []],
    ["asked two weeks ago to the second", now - 14 * day, null, []],
    ["asked longer ago", now - 14 * day - 1, null, ["unconfirmed:PUPR"]],
    ["confirmed since", now - 30 * day, now - 29 * day, []],
    ["confirmed half a year before", now - 30 * day, now - 200 * day, ["unconfirmed:PUPR"]],
  ])("the half-yearly question: %s", (_, askedAt, confirmedAt, expected) => {
    const id = hold(units.pupr, "admin", { name: "Ani" });
    db.sql
      .prepare("update holders set askedAt = ?, confirmedAt = ? where id = ?")
      .run(askedAt, confirmedAt, id);
    expect(causes()).toEqual(expected);
  });
});

describe("news from LAPOR!", () => {
  test("never imported", () => {
    db.sql.exec("update sources set asOf = null, lastOkAt = null");
    expect(causes()).toEqual(["no_import"]);
  });

  test("older than its maxAge, in working days", () => {
    db.sql.prepare("update sources set asOf = ? where kind = 'file'").run(at("2026-09-18T09:00"));
    expect(causes({ moment: at("2026-09-22T09:00") })).toEqual([]);
    expect(visit({ moment: at("2026-09-22T09:01") })).toMatchObject([
      {
        cause: "stale",
        problem:
          "Data laporan terlalu lama tidak diperbarui (file terakhir Jum, 18 Sep 2026, 09.00 WITA, lebih lama dari 2 hari kerja), jadi pengirimannya ditahan.",
        remedy: "Impor ekspor hari ini: siaga laporan impor BERKAS",
      },
    ]);
  });

  test("a source that failed since it was last read", () => {
    db.sql
      .prepare("update sources set lastError = 'kolom hilang', lastErrorAt = ? where kind = 'file'")
      .run(now);
    expect(visit()).toMatchObject([
      { cause: "source:file", problem: expect.stringContaining("kolom hilang") },
    ]);
  });

  test("offices that wait to be mapped, the one with most complaints first", () => {
    complain("1", "Dinas X");
    complain("2", "Dinas Y");
    complain("3", "Dinas Y");
    expect(visit()).toMatchObject([
      {
        cause: "unknown_unit:Dinas Y",
        problem: 'OPD "Dinas Y" belum dikenal; 2 laporan menunggu.',
        remedy: 'Petakan: siaga opd ubah KODE --alias "Dinas Y"',
      },
      { cause: "unknown_unit:Dinas X" },
    ]);
  });

  test("a name that several offices claim is not to be given to yet another", () => {
    for (const unitId of [units.pupr, units.uptd])
      db.sql
        .prepare("insert into unitAliases (unitId, alias, key) values (?, 'Bina Marga', 'bina marga')")
        .run(unitId);
    complain("1", "Bina Marga");
    expect(visit()).toMatchObject([
      {
        problem: 'OPD "Bina Marga" dapat berarti PUPR dan UPTD; 1 laporan menunggu.',
        remedy: "Beri ID LAPOR! kepada yang benar: siaga opd ubah KODE --id-lapor ID",
      },
    ]);
  });
});

function complain(trackingId: string, opdName: string): void {
  db.sql
    .prepare(
      `insert into complaints (trackingId, source, status, opdName, opdIsUnknown, firstSeenAt, confirmedAt, isAnonymous, isSecret, syncedAt)
       values (?, 'manual', 'unanswered', ?, 1, 1, 1, 1, 1, 1)`,
    )
    .run(trackingId, opdName);
}

describe("the bot's own work", () => {
  test("it does not run", () => {
    expect(visit({ outside: { ...well, isBotRunning: false } })).toMatchObject([
      { cause: "not_running", isBlocking: false, remedy: "Jalankan: npm start" },
    ]);
  });

  test("failed messages wait for a decision, unless their run is over or something else went out", () => {
    complain("1", "Dinas PUPR");
    db.sql.exec("update complaints set opdIsUnknown = 0");
    const run = db.sql
      .prepare(
        `insert into escalations (trackingId, clock, epoch, ruleId, ruleVersionId, anchorAt, state, nextStep, unreachable, reminders, startedAt)
         values ('1', 'response', 1, 1, 1, 1, 'running', 2, 0, 0, 1)`,
      )
      .run().lastInsertRowid;
    const send = db.sql.prepare(
      `insert into outbox (key, channel, intended, recipient, holderId, person, kind, escalationId, step, occurrence, reason, state, dueAt, notBefore, createdAt)
       values (?, ?, ?, 'x', 7, 'Ani', 'step', ?, 1, 0, 'due', ?, 1, 1, 1)`,
    );
    send.run("a", "wa", "wa", run, "failed");
    expect(visit()).toMatchObject([
      { cause: "failed_messages", problem: "1 pesan gagal menunggu keputusan." },
    ]);
    send.run("b", "email", "email", run, "pending");
    expect(causes()).toEqual([]);
    db.sql.exec("update outbox set state = 'failed'");
    expect(visit()[0]?.problem).toBe("2 pesan gagal menunggu keputusan.");
    db.sql.exec("update escalations set state = 'ended'");
    expect(causes()).toEqual([]);
  });

  test("open alarms are repeated, but not those that a finding says already", () => {
    const raise = db.sql.prepare("insert into alarms (cause, text, openedAt, clearedAt) values (?, ?, 1, ?)");
    raise.run("wa:replaced", "Sesi diambil alih.", null);
    raise.run("stale", "Data lama.", null);
    raise.run("no_recipient:PUPR:kepala", "Tidak ada kontak.", null);
    raise.run("vacant:PUPR:admin", "dari kemarin", null);
    raise.run("clock", "sudah beres", 2);
    db.sql.exec("delete from holders where post = 'kepala'");
    db.sql.prepare("update sources set asOf = ? where kind = 'file'").run(at("2026-09-01T09:00"));
    expect(causes()).toEqual(["vacant:PUPR:kepala", "stale", "wa:replaced"]);
  });
});

test("without the facts it says only what its own round may clear again", () => {
  db.sql.exec("delete from holders; delete from posts where post = 'kepala_kominfo'");
  complain("1", "Dinas X");
  for (const moment of [now, at("2028-11-01T09:00")])
    for (const { cause } of examine(loadOffice(db.sql, { wa: false, email: false }), moment))
      expect(isDoctorsCause(cause)).toBe(true);
  for (const cause of ["stale", "unknown_unit:X", "wa:logged_out", "address:wa:1", "no_recipient:A:b"])
    expect(isDoctorsCause(cause)).toBe(false);
});
