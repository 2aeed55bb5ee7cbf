import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { insertHolder, insertPost } from "../../src/people/holders/store.ts";
import { createInvite } from "../../src/people/store.ts";
import { type MailSink, openMailSink } from "../support/mail-sink.ts";
import { at, openStory, type Story, type StoryOptions } from "../support/story.ts";

// escalation.md section 6, row by row.

const complaint = {
  trackingId: "9100001",
  title: "Jalan berlubang di depan pasar",
  statusRaw: "Belum Ditindaklanjuti",
  opdExternalId: "90001",
  opdName: "Dinas PUPR",
  isSecret: false,
  disposedAt: at("2026-11-23T09:00"),
};
const second = { ...complaint, trackingId: "9100002", title: "Jembatan retak" };

const admin = "+6281200000001";
const head = "+6281200000002";

let story: Story;

function begin(options: Partial<StoryOptions> = {}): void {
  story = openStory({ begin: "2026-11-23T09:00", ...options });
}

afterEach(() => {
  expect(story.errors).toEqual([]);
  story.close();
});

/** Texts of what Kominfo was told, oldest first. */
function notices(): string[] {
  return story.db.sql
    .prepare<[], string>(
      "select data ->> '$.subject' || char(10) || (data ->> '$.sentences') from outbox where kind = 'notice' order by id",
    )
    .pluck()
    .all();
}

function outcomes(): unknown[] {
  return story.db.sql.prepare("select outcome from inbound order by handledAt, rowid").pluck().all();
}

function lastText(): string {
  return story.texts().at(-1) ?? "";
}

/** The complaints that were acknowledged. */
function acked(): unknown {
  return story.ask("select group_concat(trackingId) from escalations where ackedAt is not null");
}

/** When the admin of PUPR confirmed the post. */
function confirmedAt(): unknown {
  return story.ask(`select confirmedAt from holders where id = ${story.people.adminPupr}`);
}

/** A DAFTAR code for the admin of DLH. */
function invite(): string {
  return createInvite(story.db.sql, story.people.adminDlh, (below) => 7 % below, story.now());
}

describe("SIAP", () => {
  beforeEach(async () => {
    begin();
    await story.learn(complaint);
    story.told();
    await story.until("2026-11-24T10:15");
    expect(story.told()).toEqual(["11-24 09:00 reminder wa admin Admin PUPR"]);
  });

  test("reminders of that step stop; the chain goes on; higher levels see who received it, and when", async () => {
    const answer = await story.reply({ from: admin, text: "SIAP", quoting: story.wireOf("Admin PUPR") });
    expect(answer).toBe(
      "Laporan 9100001 tercatat sudah diterima dan pengingatnya dihentikan. Batas waktunya tetap Sen, 30 Nov 2026, 09.00 WITA. Tanggapan kepada pelapor ditulis di LAPOR!",
    );
    await story.until("2026-11-26T08:59");
    expect(story.told()).toEqual([]);
    await story.until("2026-11-26T09:00");
    expect(story.told()).toEqual([
      "11-26 09:00 step email kepala Kepala PUPR",
      "11-26 09:00 step wa kepala Kepala PUPR",
    ]);
    expect(lastText()).toContain(
      "Sudah disampaikan kepada: Admin Dinas PUPR, Sen, 23 Nov 2026, 09.00 WITA (diterima admin, 24 Nov 10.15)",
    );
    await story.until("2026-12-31T00:00");
    expect(story.told()).toEqual(["12-01 08:00 digest email kepala_daerah Bupati"]);
    expect(lastText()).toContain("  Kepala Dinas diberi tahu 26 Nov 09.00, diterima admin 24 Nov 10.15\n");
  });

  test("the acknowledgement of the admin is seen above the head too, who said nothing", async () => {
    await story.kominfo(({ sql }) => sql.exec("update ruleSteps set deliver = 'each'"));
    await story.reply({ from: admin, text: "SIAP" });
    await story.until("2026-12-01T20:00");
    const toBupati = story.texts().findLast((text) => text.includes("Bupati"));
    expect(toBupati).toContain(
      "Kepala Dinas PUPR, Kam, 26 Nov 2026, 09.00 WITA (diterima admin, 24 Nov 10.15)",
    );
  });

  test.each(["1", "OK", "diterima", "Siap pak 🙏", "9100001 siap bu", "ok #9100001", "*SIAP* 9100001."])(
    "%s says the same",
    async (text) => {
      await story.reply({ from: admin, text });
      expect(story.ask("select ackedBy from escalations")).toBe("Admin PUPR");
      expect(story.ask("select ackedAt from escalations")).toBe(at("2026-11-24T10:15"));
    },
  );

  test.each(["terima kasih", "Terima kasih 🙏", "baik", "siapa ini?", "belum siap"])(
    "%s is not an acknowledgement",
    async (text) => {
      await story.reply({ from: admin, text });
      expect(story.ask("select ackedAt from escalations")).toBeNull();
      await story.until("2026-11-25T12:00");
      expect(story.told()).toEqual(["11-25 09:00 reminder wa admin Admin PUPR"]);
    },
  );

  test("a second SIAP hears who said it first", async () => {
    await story.kominfo(({ sql }) =>
      insertHolder(sql, {
        unitId: story.people.pupr,
        post: "admin",
        name: "Admin Dua",
        kind: "definitif",
        wa: "+6281200000009",
        email: null,
        fromDate: null,
        toDate: null,
      }),
    );
    await story.until("2026-11-25T09:30");
    await story.reply({ from: "+6281200000009", text: "siap" });
    await story.until("2026-11-25T11:00");
    expect(await story.reply({ from: admin, text: "siap" })).toBe(
      "Laporan 9100001 sudah diterima oleh Admin Dua pada Rab, 25 Nov 2026, 09.30 WITA.",
    );
    expect(story.ask("select count(*) from escalationLog where event = 'acknowledged'")).toBe(1);
  });

  test("when the step above has it already, the admin hears so, and nothing is marked as received", async () => {
    await story.until("2026-11-26T10:00");
    expect(await story.reply({ from: admin, text: "siap" })).toBe(
      "Laporan 9100001 sudah naik ke jenjang berikutnya (Kepala Dinas PUPR). Mohon segera ditindaklanjuti di LAPOR!",
    );
    expect(story.ask("select ackedAt from escalations")).toBeNull();
    await story.reply({ from: head, text: "siap" });
    expect(story.ask("select ackedBy from escalations")).toBe("Kepala PUPR");
  });

  test("a reminder that waits to leave is not sent after it", async () => {
    story.holdPost();
    await story.until("2026-11-25T09:30");
    await story.reply({ from: admin, text: "siap" });
    story.releasePost();
    await story.until("2026-11-25T23:00");
    expect(story.told().filter((line) => line.includes("Admin PUPR"))).toEqual([]);
    expect(story.ask("select note from outbox where state = 'superseded'")).toContain("sudah diterima");
  });

  test("it does not stop the clock of the law: an answer in LAPOR! does", async () => {
    await story.reply({ from: admin, text: "siap" });
    await story.learn({ trackingId: "9100001", statusRaw: "Proses" });
    expect(await story.reply({ from: admin, text: "siap 9100001" })).toContain("sudah ditindaklanjuti");
    await story.until("2026-12-31T00:00");
    expect(story.told()).toEqual([]);
  });

  test("who said it while the bot was off is believed from that moment, and gets no reminder", async () => {
    story.leapTo("2026-11-24T16:00");
    const said = { key: "wa/a/1", channel: "wa", sender: admin, text: "siap", quotedWireId: null } as const;
    story.bot().receive({ ...said, at: at("2026-11-24T11:00") });
    await story.offUntil("2026-11-25T10:00");
    expect(story.ask("select ackedAt from escalations")).toBe(at("2026-11-24T11:00"));
    expect(story.told().filter((line) => line.includes("reminder"))).toEqual([]);
  });
});

describe("which complaint is meant", () => {
  beforeEach(async () => {
    begin();
    await story.learn(complaint, second);
  });

  test("the one quoted", async () => {
    const wire = story.ask("select wireId from outbox where trackingId = '9100002'");
    await story.reply({ from: admin, text: "siap", quoting: String(wire) });
    expect(acked()).toBe("9100002");
  });

  test("the one named", async () => {
    await story.reply({ from: admin, text: "siap 9100001" });
    expect(acked()).toBe("9100001");
  });

  test("several named at once", async () => {
    const answer = await story.reply({ from: admin, text: "siap 9100001, 9100002" });
    expect(acked()).toBe("9100001,9100002");
    expect(answer).toMatch(/9100001[^]+9100002/u);
  });

  test("unquoted with several open, the bot asks which", async () => {
    expect(await story.reply({ from: admin, text: "siap" })).toBe(
      [
        "Laporan mana yang Bapak/Ibu maksud?",
        "- 9100001 – Jalan berlubang di depan pasar",
        "- 9100002 – Jembatan retak",
        "Balas dengan mengutip pesannya, atau sebut nomornya: SIAP 9100001.",
      ].join("\n"),
    );
    expect(acked()).toBeNull();
  });

  test("it lists ten at most, and of a secret one only the id", async () => {
    for (let n = 3; n <= 13; n++)
      await story.learn({ ...complaint, trackingId: String(9100000 + n), isSecret: n === 3 });
    const answer = (await story.reply({ from: admin, text: "siap" })) ?? "";
    expect(answer.split("\n").filter((line) => line.startsWith("- "))).toHaveLength(10);
    expect(answer).toContain("\n- 9100003\n");
    expect(answer).toContain("dan 3 laporan lainnya");
  });

  test("after the question, the number is enough", async () => {
    await story.reply({ from: admin, text: "siap" });
    await story.reply({ from: admin, text: "SIAP 9100002" });
    expect(acked()).toBe("9100002");
  });

  test("a quoted digest has several: the bot asks which", async () => {
    await story.until("2026-12-01T09:00");
    await story.kominfo(({ sql }) =>
      sql.prepare("update holders set wa = '+6281200000077' where id = ?").run(story.people.bupati),
    );
    const wire = story.wireOf("Bupati");
    const answer = await story.reply({ from: "+6281200000077", text: "siap", quoting: wire });
    expect(answer).toContain("Laporan mana");
    expect(await story.reply({ from: "+6281200000077", text: "siap 9100002", quoting: wire })).toContain(
      "9100002 tercatat sudah diterima",
    );
  });

  test("none open: it says so", async () => {
    await story.learn(
      { trackingId: "9100001", statusRaw: "Selesai" },
      { trackingId: "9100002", statusRaw: "Selesai" },
    );
    expect(await story.reply({ from: admin, text: "siap" })).toBe(
      "Saat ini tidak ada laporan terbuka yang disampaikan kepada Bapak/Ibu.",
    );
  });

  test("a complaint of another office is not the sender's, whether it exists or not", async () => {
    await story.learn({ ...complaint, trackingId: "9100009", opdExternalId: "90002", opdName: "DLH" });
    const existing = await story.reply({ from: admin, text: "siap 9100009" });
    const made = await story.reply({ from: admin, text: "siap 9999999" });
    expect(existing?.replace("9100009", "")).toBe(made?.replace("9999999", ""));
    expect(acked()).toBeNull();
  });

  test.each([
    ["the same post of another office", "dlh", "admin"],
    ["another post of the same office", "pupr", "sekretaris"],
  ] as const)(
    "who went to %s no longer answers for the complaints of the old post",
    async (_, unit, post) => {
      await story.kominfo(({ sql }) => {
        const row = {
          name: "Admin PUPR",
          kind: "definitif",
          wa: admin,
          email: null,
          fromDate: null,
          toDate: null,
        } as const;
        sql.prepare("update holders set toDate = '2026-11-22' where id = ?").run(story.people.adminPupr);
        insertPost(sql, { unitId: story.people[unit], post });
        insertHolder(sql, { ...row, unitId: story.people[unit], post });
      });
      const quoting = String(story.ask("select wireId from outbox where trackingId = '9100001'"));
      expect(await story.reply({ from: admin, text: "siap", quoting })).toContain(
        "tidak ada di antara laporan",
      );
      expect(await story.reply({ from: admin, text: "status" })).toContain("tidak ada laporan terbuka");
      expect(acked()).toBeNull();
    },
  );

  test("who was entered anew with the same number, in the same post, still answers for them", async () => {
    await story.kominfo(({ sql }) => {
      const row = { kind: "definitif", wa: admin, email: null, fromDate: null, toDate: null } as const;
      sql.prepare("delete from holders where id = ?").run(story.people.adminPupr);
      insertHolder(sql, { ...row, name: "Admin PUPR, S.Kom.", unitId: story.people.pupr, post: "admin" });
    });
    await story.reply({ from: admin, text: "siap 9100001" });
    expect(story.ask("select ackedBy from escalations where ackedAt is not null")).toBe("Admin PUPR, S.Kom.");
  });

  test("the message of somebody else, quoted, proves nothing", async () => {
    await story.until("2026-11-26T10:00");
    const wire = story.ask("select wireId from outbox where post = 'kepala' and trackingId = '9100002'");
    expect(await story.reply({ from: admin, text: "siap", quoting: String(wire) })).toContain("Laporan mana");
  });

  test("an answer of the bot, quoted, means its complaint", async () => {
    await story.reply({ from: admin, text: "siap 9100002", key: "wa/a/1" });
    story.db.sql.exec("update outbox set wireId = 'JAWABAN' where key = 'reply/wa/a/1'");
    await story.reply({ from: admin, text: "bukan wewenang, jembatan provinsi", quoting: "JAWABAN" });
    expect(notices()[0]).toContain("[LAPOR 9100002]");
  });
});

describe("BUKAN WEWENANG", () => {
  beforeEach(async () => {
    begin();
    await story.learn(complaint);
    story.told();
  });

  test("Kominfo is told at once with the reason; the chain goes on", async () => {
    await story.until("2026-11-23T21:30");
    const answer = await story.reply({ from: admin, text: "Bukan wewenang pak, ini jalan provinsi" });
    expect(answer).toContain("Kominfo diberi tahu bahwa laporan 9100001 bukan wewenang Bapak/Ibu.");
    expect(story.told()).toEqual(["11-23 21:30 notice email kominfo Kominfo"]);
    expect(lastText()).toContain(
      "Admin PUPR, Admin Dinas PUPR, menyatakan laporan 9100001 bukan wewenangnya.",
    );
    expect(lastText()).toContain("Alasan: jalan provinsi");
    await story.until("2026-11-26T09:00");
    expect(story.told().map((line) => line.slice(6))).toEqual([
      "09:00 reminder wa admin Admin PUPR",
      "09:00 reminder wa admin Admin PUPR",
      "09:00 step email kepala Kepala PUPR",
      "09:00 step wa kepala Kepala PUPR",
    ]);
  });

  test("the reason passes the scrubber, and no link in it can be tapped", async () => {
    await story.reply({
      from: admin,
      text: "BUKAN WEWENANG 9100001 hubungi 081234567890 atau https://contoh.example/masuk",
    });
    expect(lastText()).toContain("Alasan: hubungi [disamarkan] atau");
    expect(lastText()).not.toMatch(/081234567890|https:\/\/contoh/u);
    expect(story.ask("select detail from escalationLog where event = 'declined'")).not.toContain("0812");
    expect(story.ask("select count(*) from inbound where text is not null")).toBe(0);
  });

  test("without a reason the bot asks for it", async () => {
    expect(await story.reply({ from: admin, text: "bukan wewenang kami pak" })).toBe(
      "Mohon sertakan alasannya, misalnya: BUKAN WEWENANG 9100001 jalan provinsi.",
    );
    expect(story.told()).toEqual([]);
  });

  test("of a secret complaint neither the reason nor the office is told", async () => {
    await story.learn({ trackingId: "9100001", isSecret: true });
    const answer = await story.reply({
      from: admin,
      text: "bukan wewenang, pelapor salah alamat Jalan Mawar",
    });
    expect(answer).toContain("tanpa alasannya, karena laporan ini rahasia");
    expect(lastText()).toContain("9100001");
    expect(lastText()).not.toMatch(/Mawar|PUPR,/u);
    expect(story.ask("select detail from escalationLog where event = 'declined'")).not.toContain("Mawar");
  });

  test("with nobody at Kominfo the official hears the truth", async () => {
    await story.kominfo(({ sql }) =>
      sql.prepare("delete from holders where id = ?").run(story.people.kominfo),
    );
    expect(await story.reply({ from: admin, text: "bukan wewenang, jalan provinsi" })).toContain(
      "Kominfo belum dapat dihubungi lewat Siaga",
    );
    expect(story.ask("select detail ->> '$.why' from escalationLog where event = 'declined'")).toBe(
      "jalan provinsi",
    );
  });
});

describe("STATUS and BANTUAN", () => {
  test("STATUS: the sender's own open complaints and their deadlines, of secret ones only the id", async () => {
    begin();
    await story.learn(
      complaint,
      { ...second, isSecret: true },
      { ...complaint, trackingId: "9100003", opdExternalId: "90002" },
    );
    await story.until("2026-11-30T10:00");
    await story.learn({ ...complaint, trackingId: "9100004", disposedAt: at("2026-11-30T10:00") });
    await story.learn({ trackingId: "9100001", classification: "pengaduan_berkadar" });
    expect(await story.reply({ from: admin, text: "status" })).toBe(
      [
        "Laporan terbuka Bapak/Ibu: 3",
        "- 9100001 – Jalan berlubang di depan pasar, batas Sen, 30 Nov 2026, 09.00 WITA (terlewat)",
        "- 9100002, batas Sen, 30 Nov 2026, 09.00 WITA (terlewat)",
        "- 9100004 – Jalan berlubang di depan pasar, batas Sen, 7 Des 2026, 10.00 WITA",
        "Tanggapan kepada pelapor ditulis di LAPOR!",
      ].join("\n"),
    );
  });

  test("STATUS is short however many there are", async () => {
    begin();
    for (let n = 10; n < 25; n++) await story.learn({ ...complaint, trackingId: String(9100000 + n) });
    const answer = (await story.reply({ from: admin, text: "STATUS" })) ?? "";
    expect(answer).toContain("Laporan terbuka Bapak/Ibu: 15");
    expect(answer).toContain("dan 5 laporan lainnya");
    expect(answer.split("\n")).toHaveLength(13);
  });

  test("BANTUAN: the list of replies", async () => {
    begin();
    const answer = await story.reply({ from: admin, text: "bantuan" });
    for (const word of ["SIAP", "BUKAN WEWENANG", "STATUS", "PINDAH", "STOP", "MULAI", "DAFTAR"])
      expect(answer).toContain(word);
  });
});

describe("DAFTAR", () => {
  beforeEach(() => begin({ hasWhatsApp: true }));

  test("links this number to the holder for whom Kominfo made the code; a step held for want of somebody goes on", async () => {
    await story.learn({ ...complaint, opdExternalId: "90002" });
    expect(story.ask("select reason from escalations")).toBe("no_recipient");
    const code = invite();
    const text = `daftar ${code.slice(0, 4)}-${code.slice(4).toLowerCase()} pak`;
    expect(await story.reply({ from: "+6281200000055", text })).toContain("Pendaftaran berhasil");
    expect(story.told().filter((line) => line.includes("step"))).toEqual([
      "11-23 09:00 step wa admin Admin DLH",
    ]);
    expect(story.ask("select wa from holders where name = 'Admin DLH'")).toBe("+6281200000055");
    expect(story.ask("select action || ' ' || osUser || ' ' || \"by\" from audit")).toBe(
      "kontak.daftar whatsapp Admin DLH",
    );
  });

  test("single use", async () => {
    const code = invite();
    await story.reply({ from: "+6281200000055", text: `DAFTAR ${code}` });
    expect(await story.reply({ from: "+6281200000066", text: `DAFTAR ${code}` })).toContain(
      "sudah pernah dipakai",
    );
    expect(story.ask("select wa from holders where name = 'Admin DLH'")).toBe("+6281200000055");
  });

  test("seven days", async () => {
    const code = invite();
    await story.until("2026-11-30T09:00");
    expect(await story.reply({ from: "+6281200000055", text: `DAFTAR ${code}` })).toContain("kedaluwarsa");
  });

  test("a wrong code gets no answer where the number is unknown", async () => {
    expect(await story.reply({ from: "+6281200000055", text: "DAFTAR AAAAAAAA" })).toBeNull();
    expect(await story.reply({ from: admin, text: "DAFTAR AAAAAAAA" })).toContain("Kode tidak dikenal");
  });

  test("a stranger who guesses codes is counted for an hour, then nothing is kept of the number", async () => {
    const guesses = () => story.ask("select count(*) from inbound where sender = '+6281200000055'");
    for (let guess = 0; guess < 25; guess++)
      await story.reply({ from: "+6281200000055", text: `DAFTAR AAAAAA${guess}` });
    expect(guesses()).toBe(25);
    expect(story.ask("select count(*) from inbound where outcome = 'rate_limited'")).toBe(5);
    story.leapTo("2026-11-24T09:00");
    await story.reply({ from: admin, text: "STATUS" });
    expect(guesses()).toBe(0);
  });
});

describe("PINDAH", () => {
  beforeEach(async () => {
    begin();
    await story.learn(complaint);
    story.told();
  });

  test("Kominfo is told, the holder is no longer messaged", async () => {
    expect(await story.reply({ from: admin, text: "Pindah" })).toContain(
      "Bapak/Ibu tidak lagi memegang jabatan Admin Dinas PUPR",
    );
    expect(story.told()).toEqual(["11-23 09:00 notice email kominfo Kominfo"]);
    expect(lastText()).toContain("siaga kontak tambah PUPR admin");
    await story.until("2026-12-31T00:00");
    expect(story.told().filter((line) => line.includes("Admin PUPR"))).toEqual([]);
    expect(await story.reply({ from: admin, text: "siap" })).toBeNull();
  });

  test("it is in the audit log, by the holder", async () => {
    await story.reply({ from: admin, text: "pindah" });
    const rows = story.db.sql.prepare('select osUser, "by", action, subject, after from audit').all();
    expect(rows).toEqual([
      {
        osUser: "whatsapp",
        by: "Admin PUPR",
        action: "kontak.pindah",
        subject: "Kontak PUPR/admin/Admin PUPR",
        after: JSON.stringify({ leftAt: story.now() }),
      },
    ]);
  });

  test("what had not left yet finds somebody else", async () => {
    story.holdPost();
    await story.learn(second);
    await story.reply({ from: admin, text: "pindah" });
    await story.kominfo(({ sql }) =>
      insertHolder(sql, {
        unitId: story.people.pupr,
        post: "admin",
        name: "Admin Baru",
        kind: "definitif",
        wa: "+6281200000008",
        email: null,
        fromDate: null,
        toDate: null,
      }),
    );
    story.releasePost();
    await story.until("2026-11-23T09:10");
    expect(story.told().filter((line) => line.includes("admin"))).toEqual([
      "11-23 09:00 step wa admin Admin Baru",
    ]);
  });

  test("who holds two posts leaves the one whose message is quoted, else the bot asks", async () => {
    await story.kominfo(({ sql }) =>
      insertHolder(sql, {
        unitId: story.people.dlh,
        post: "kepala",
        name: "Admin PUPR",
        kind: "plt",
        wa: admin,
        email: null,
        fromDate: null,
        toDate: null,
      }),
    );
    expect(await story.reply({ from: admin, text: "pindah" })).toContain(
      "- Admin Dinas PUPR\n- Kepala Dinas Lingkungan Hidup\n",
    );
    await story.reply({ from: admin, text: "pindah", quoting: story.wireOf("Admin PUPR") });
    expect(story.ask("select group_concat(post) from holders where leftAt is not null")).toBe("admin");
    expect(await story.reply({ from: admin, text: "bantuan" })).not.toBeNull();
  });

  test("of a complaint that should move it is not taken for leaving", async () => {
    expect(await story.reply({ from: admin, text: "pindah 9100001" })).toContain("BUKAN WEWENANG 9100001");
    expect(story.ask("select count(*) from holders where leftAt is not null")).toBe(0);
  });
});

describe("STOP and MULAI", () => {
  let mail: MailSink;
  beforeEach(async () => {
    mail = await openMailSink();
    begin({ hasWhatsApp: true, mail });
    await story.learn(complaint);
    await story.until("2026-11-25T23:00");
    story.told();
  });
  afterEach(() => mail.close());

  test("STOP: that person's WhatsApp is off, email takes over; Kominfo is told; the person hears that it worked", async () => {
    expect(await story.reply({ from: head, text: "stop" })).toBe(
      "Siaga tidak lagi mengirim pemberitahuan ke WhatsApp Bapak/Ibu. Pemberitahuan selanjutnya dikirim lewat email. Untuk melanjutkan, balas MULAI.",
    );
    expect(story.ask("select state || ' ' || channel from outbox where kind = 'reply'")).toBe("accepted wa");
    story.told();
    await story.until("2026-11-26T12:00");
    expect(story.told()).toEqual([
      "11-26 07:00 notice email kominfo Kominfo",
      "11-26 09:00 step email kepala Kepala PUPR",
    ]);
    expect(notices()[0]).toContain("Kepala PUPR, Kepala Dinas PUPR, menghentikan pesan WhatsApp dari Siaga");
  });

  test("MULAI: WhatsApp is on again", async () => {
    await story.reply({ from: head, text: "stop" });
    expect(await story.reply({ from: head, text: "mulai" })).toContain("dikirim lagi ke WhatsApp");
    await story.until("2026-11-26T12:00");
    expect(story.told().filter((line) => line.includes(" step "))).toEqual([
      "11-26 09:00 step email kepala Kepala PUPR",
      "11-26 09:00 step wa kepala Kepala PUPR",
    ]);
    expect(notices()).toHaveLength(2);
    expect(story.ask("select group_concat(action) from audit")).toBe("kontak.stop,kontak.mulai");
  });

  test("who has no other address is missing from then on, which Kominfo hears; MULAI lets what waited go on", async () => {
    await story.until("2026-11-26T12:00");
    await story.reply({ from: admin, text: "stop" });
    expect(notices()[0]).toContain("tidak lagi dapat dihubungi");
    await story.learn({ ...second, disposedAt: story.now() });
    expect(story.ask("select reason from escalations where trackingId = '9100002'")).toBe("no_recipient");
    await story.until("2026-11-26T13:00");
    story.told();
    await story.reply({ from: admin, text: "mulai" });
    expect(story.told()).toContain("11-26 13:00 step wa admin Admin PUPR");
  });

  test("STOP again says the same and tells Kominfo nothing new", async () => {
    const first = await story.reply({ from: head, text: "stop" });
    expect(await story.reply({ from: head, text: "STOP pak" })).toBe(first);
    expect(notices()).toHaveLength(1);
  });

  test("what waits to leave for that number goes by email", async () => {
    await story.kominfo(({ sql }) =>
      sql
        .prepare("update holders set email = 'admin@contoh.example' where id = ?")
        .run(story.people.adminPupr),
    );
    await story.until("2026-11-26T13:00");
    story.told();
    story.holdPost();
    await story.learn({ ...second, disposedAt: story.now() });
    await story.reply({ from: admin, text: "stop" });
    story.releasePost();
    await story.until("2026-11-26T14:00");
    expect(story.told().filter((line) => line.includes(" admin "))).toEqual([
      "11-26 13:00 step email admin Admin PUPR",
    ]);
  });

  test("MULAI before DAFTAR: the number must be registered first", async () => {
    story.db.sql.prepare("delete from addresses where address = ?").run(head);
    expect(await story.reply({ from: head, text: "mulai" })).toContain("DAFTAR diikuti kode");
  });
});

describe("who is heard", () => {
  beforeEach(async () => {
    begin();
    await story.learn(complaint);
    story.told();
  });

  test("unknown numbers get no answer, and nothing of them is kept or logged", async () => {
    expect(await story.reply({ from: "+6285550001111", text: "SIAP 9100001, saya Rudi" })).toBeNull();
    expect(await story.reply({ from: null, text: "siap" })).toBeNull();
    expect(story.ask("select count(*) from inbound")).toBe(0);
    const logged = story.logged.join("\n");
    expect(logged).toContain('"outcome":"unknown_sender"');
    expect(logged).not.toMatch(/5550001111|Rudi/u);
    expect(story.ask("select ackedAt from escalations")).toBeNull();
  });

  test("accepted only from a current holder, by the date in the Pemda's zone", async () => {
    await story.kominfo(({ sql }) =>
      sql.prepare("update holders set toDate = '2026-11-23' where id = ?").run(story.people.adminPupr),
    );
    await story.until("2026-11-23T23:59");
    expect(await story.reply({ from: admin, text: "status" })).not.toBeNull();
    await story.until("2026-11-24T00:00");
    expect(await story.reply({ from: admin, text: "siap" })).toBeNull();
    expect(story.ask("select ackedAt from escalations")).toBeNull();
  });

  test("by email as by WhatsApp", async () => {
    await story.until("2026-11-26T10:00");
    const from = "kepala.pupr@contoh.example";
    expect(await story.reply({ from, channel: "email", text: "Siap, terima kasih" })).toContain(
      "tercatat sudah diterima",
    );
    expect(story.ask("select channel || ' ' || recipient from outbox where kind = 'reply'")).toBe(
      `email ${from}`,
    );
    expect(story.ask("select ackedBy from escalations")).toBe("Kepala PUPR");
  });

  test("anything else gets one short help text a day, at most", async () => {
    expect(await story.reply({ from: admin, text: "Selamat pagi" })).toContain("Kirim BANTUAN");
    await story.until("2026-11-23T20:00");
    expect(await story.reply({ from: admin, text: "" })).toBeNull();
    await story.until("2026-11-24T09:01");
    expect(await story.reply({ from: admin, text: "halo?" })).toContain("Kirim BANTUAN");
  });

  test("more than twenty replies within an hour are not read", async () => {
    for (let n = 0; n < 20; n++) await story.reply({ from: admin, text: "halo" });
    expect(await story.reply({ from: admin, text: "siap" })).toBeNull();
    expect(outcomes().at(-1)).toBe("rate_limited");
    expect(story.ask("select ackedAt from escalations")).toBeNull();
    await story.until("2026-11-23T10:01");
    await story.reply({ from: admin, text: "siap" });
    expect(story.ask("select ackedBy from escalations")).toBe("Admin PUPR");
  });

  test("two machines that answer each other: after five answers within ten minutes an hour of silence, but what is asked is done", async () => {
    const answers = [];
    for (let n = 0; n < 5; n++) answers.push(await story.reply({ from: admin, text: "bantuan" }));
    expect(answers.filter(Boolean)).toHaveLength(5);
    expect(answers[4]).toContain("(Balasan berikutnya tetap dicatat walau tidak dijawab.)");
    expect(await story.reply({ from: admin, text: "siap" })).toBeNull();
    expect(story.ask("select ackedBy from escalations")).toBe("Admin PUPR");
    await story.until("2026-11-23T09:59");
    expect(await story.reply({ from: admin, text: "bantuan" })).toBeNull();
    await story.until("2026-11-23T10:01");
    expect(await story.reply({ from: admin, text: "bantuan" })).not.toBeNull();
  });
});

test("a machine that takes its time is not answered all day long, and Kominfo sees where it ended", async () => {
  begin();
  await story.learn(complaint);
  let answers = 0;
  for (let hour = 10; hour < 24; hour++)
    for (let minute = 10; minute < 60; minute += 4) {
      await story.until(`2026-11-23T${hour}:${minute}`);
      answers += Number((await story.reply({ from: admin, text: "bantuan" })) !== null);
    }
  expect(answers).toBe(60);
  expect(story.ask("select note from outbox where state = 'cancelled' limit 1")).toBe(
    "terlalu banyak balasan dalam waktu singkat",
  );
  await story.until("2026-11-24T00:05");
  await story.reply({ from: admin, text: "siap" });
  expect(story.ask("select ackedBy from escalations")).toBe("Admin PUPR");
});

describe("once and for all", () => {
  beforeEach(async () => {
    begin();
    await story.learn(complaint);
    story.told();
  });

  test("a redelivery changes nothing", async () => {
    const said = { from: admin, text: "bukan wewenang, jalan provinsi", key: "wa/a/1" };
    await story.reply(said);
    await story.until("2026-11-24T09:30");
    await story.reply(said);
    expect(notices()).toHaveLength(1);
    expect(story.ask("select count(*) from outbox where kind = 'reply'")).toBe(1);
    expect(outcomes()).toEqual(["declined"]);
    expect(story.ask("select count(*) from escalationLog where event = 'declined'")).toBe(1);
  });

  test("what came in before a crash is handled at the next start", async () => {
    story.bot().receive({
      key: "wa/a/1",
      channel: "wa",
      sender: admin,
      at: story.now(),
      text: "siap",
      quotedWireId: null,
    });
    await story.offUntil("2026-11-23T09:10");
    expect(story.ask("select ackedBy from escalations")).toBe("Admin PUPR");
  });

  test("one that cannot be handled leaves nothing half done, its sender hears of it, and the others are handled", async () => {
    story.db.sql.exec(
      "create trigger broken before insert on outbox when new.kind = 'notice' begin select raise(abort, 'rusak'); end",
    );
    const pindah = { channel: "wa", at: story.now(), quotedWireId: null } as const;
    story.bot().receive({ ...pindah, key: "wa/a/1", sender: admin, text: "pindah" });
    story.bot().receive({ ...pindah, key: "wa/a/2", sender: admin, text: "siap" });
    await story.settle();
    expect(story.ask("select count(*) from holders where leftAt is not null")).toBe(0);
    expect(outcomes()).toEqual(["failed", "acknowledged"]);
    expect(notices()).toEqual([]);
    expect(story.ask("select data from outbox where key = 'reply/wa/a/1'")).toContain("belum dapat diproses");
    expect(story.errors.splice(0)).toHaveLength(1);
  });

  test("in one batch a later reply sees what an earlier one changed", async () => {
    const said = { channel: "wa", sender: admin, quotedWireId: null } as const;
    story.bot().receive({ ...said, key: "wa/a/1", at: story.now(), text: "pindah" });
    story.bot().receive({ ...said, key: "wa/a/2", at: story.now() + 1, text: "siap" });
    await story.settle();
    expect(story.ask("select ackedAt from escalations")).toBeNull();
    expect(outcomes()).toEqual(["left"]);
  });

  test("a hundred and fifty that wait are all handled in one turn", async () => {
    for (let n = 0; n < 150; n++)
      story.bot().receive({
        key: `wa/+62812${n}/1`,
        channel: "wa",
        sender: `+62812${n}`,
        at: story.now(),
        text: "DAFTAR XXXX",
        quotedWireId: null,
      });
    await story.bot().turn();
    expect(story.ask("select count(*) from inbound where handledAt is null")).toBe(0);
  });
});

describe("the half-yearly question", () => {
  beforeEach(async () => {
    begin({ hasWhatsApp: true });
    story.bot().lookOver();
    await story.settle();
    expect(story.texts().at(-1)).toContain("Bila masih benar, mohon balas SIAP.");
  });

  test("SIAP after it confirms the post", async () => {
    await story.until("2026-11-24T09:00");
    expect(await story.reply({ from: admin, text: "siap" })).toBe(
      "Terima kasih, jabatan Admin Dinas PUPR tercatat masih benar.",
    );
    expect(confirmedAt()).toBe(story.now());
    expect(await story.reply({ from: admin, text: "siap" })).toContain("tidak ada laporan terbuka");
    story.bot().lookOver();
    const asked = "select count(*) from outbox where reason = 'confirm' and person = 'Admin PUPR'";
    expect(story.ask(asked)).toBe(1);
  });

  test("news of a complaint came after it: SIAP means the complaint, unless the question is quoted", async () => {
    const question = story.wireOf("Admin PUPR");
    await story.until("2026-11-23T10:00");
    await story.learn({ ...complaint, disposedAt: story.now() });
    await story.reply({ from: admin, text: "siap" });
    expect(confirmedAt()).toBeNull();
    expect(acked()).toBe("9100001");
    await story.reply({ from: admin, text: "siap", quoting: question });
    expect(confirmedAt()).toBe(story.now());
  });

  test("SIAP that names a complaint means the complaint", async () => {
    await story.reply({ from: admin, text: "siap 9100001" });
    expect(confirmedAt()).toBeNull();
  });

  test("SIAP that quotes it a second time is not taken for a complaint", async () => {
    const question = story.wireOf("Admin PUPR");
    await story.learn(complaint);
    await story.reply({ from: admin, text: "siap", quoting: question });
    await story.reply({ from: admin, text: "siap", quoting: question });
    expect(acked()).toBeNull();
  });

  test("PINDAH to it: no longer in this post", async () => {
    await story.reply({ from: admin, text: "pindah", quoting: story.wireOf("Admin PUPR") });
    expect(story.ask("select group_concat(name) from holders where leftAt is not null")).toBe("Admin PUPR");
  });
});

describe("the half-yearly question to who cannot answer the bot", () => {
  let mail: MailSink;
  beforeEach(async () => {
    mail = await openMailSink();
    begin({ mail });
  });
  afterEach(() => mail.close());

  test("by email: it says where to write; who cannot be asked is not counted as silent", async () => {
    story.bot().lookOver();
    await story.settle();
    const asked = mail.mails.filter(({ raw }) => raw.includes("Konfirmasi jabatan"));
    expect(asked.map(({ to }) => to)).toContain("admin.dlh@contoh.example");
    expect(story.texts().find((text) => text.includes("Admin DLH"))).toContain(
      "Mohon beri tahu Dinas Kominfo (kominfo@contoh.example) apakah itu masih benar atau, bila sudah berganti, siapa penggantinya.",
    );
    expect(story.ask("select group_concat(name) from holders where askedAt is null")).toBe("Admin PUPR");
  });
});
