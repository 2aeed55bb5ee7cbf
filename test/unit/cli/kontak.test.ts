import { beforeEach, describe, expect, test } from "vitest";
import { redeemInvite } from "../../../src/people/store.ts";
import { auditRows, book, done, jsonLines, siaga, useFolder } from "./siaga.ts";

useFolder();

beforeEach(async () => {
  await done("opd", "tambah", "pemda", "--nama", "Pemerintah Kabupaten Contoh", "--zona", "WITA");
  await done("opd", "tambah", "dinkes", "--nama", "Dinas Kesehatan");
  await done(
    "kontak",
    "tambah",
    "dinkes",
    "admin",
    "Joko",
    "--wa",
    "0812-0000-0051",
    "--email",
    "Joko@Contoh.Example",
  );
});

describe("tambah", () => {
  test("numbers and mailboxes are written the one way", async () => {
    expect(await jsonLines("kontak", "daftar")).toEqual([
      {
        id: 1,
        post: "admin",
        name: "Joko",
        kind: "definitif",
        wa: "+6281200000051",
        email: "joko@contoh.example",
        from: null,
        to: null,
        leftAt: null,
        waUsable: false,
        waStopped: false,
        emailUsable: true,
        unit: "dinkes",
      },
    ]);
  });

  test("a number must still be registered, which the answer says", async () => {
    const out = await done(
      "kontak",
      "tambah",
      "DINKES",
      "Kepala",
      "Kartika",
      "--wa",
      "0812 0000 0052",
      "--jenis",
      "plt",
      "--mulai",
      "2026-01-01",
      "--oleh",
      "Nurul",
    );
    expect(out).toContain('siaga kontak undang "Kartika"');
    expect(auditRows().at(-1)).toMatchObject({
      by: "Nurul",
      action: "kontak.tambah",
      subject: "Kontak dinkes/kepala/Kartika",
    });
  });

  test("who cannot be reached at all is warned of", async () => {
    expect(await done("kontak", "tambah", "dinkes", "kepala", "Kartika")).toContain(
      "Perhatian: Kartika (kepala di dinkes) belum punya nomor WhatsApp maupun email.",
    );
  });

  test.each<[string, string[], string]>([
    [
      "an office telephone",
      ["dinkes", "kepala", "K", "--wa", "0511-3365192"],
      "--wa: Nomor WhatsApp harus nomor ponsel",
    ],
    [
      "a number too short",
      ["dinkes", "kepala", "K", "--wa", "0812"],
      "--wa: Nomor WhatsApp tidak dapat dibaca",
    ],
    [
      "a mailbox without a domain",
      ["dinkes", "kepala", "K", "--email", "k@contoh"],
      "--email: Alamat email tidak dapat dibaca",
    ],
    [
      "a day that does not exist",
      ["dinkes", "kepala", "K", "--mulai", "30-02-2026"],
      '--mulai: Tanggal "30-02-2026"',
    ],
    [
      "an end before its beginning",
      ["dinkes", "kepala", "K", "--mulai", "2026-02-01", "--sampai", "2026-01-01"],
      "--sampai: lebih awal daripada --mulai",
    ],
    [
      "an unknown post",
      ["dinkes", "kepla", "K"],
      'Jabatan "kepla" di OPD dinkes tidak ada. Mungkin maksud Anda: kepala. Lihat: siaga jabatan daftar --opd dinkes. Menambahkan: siaga jabatan tambah dinkes kepla',
    ],
    ["an unknown office", ["dinsos", "kepala", "K"], 'OPD "dinsos" tidak ada.'],
    ["an empty name", ["dinkes", "kepala", ""], "nama: wajib diisi"],
    ["the same person again", ["dinkes", "admin", "Joko"], "Joko sudah memangku admin di OPD dinkes"],
  ])("%s is refused", async (_, words, sentence) => {
    expect(await siaga("kontak", "tambah", ...words)).toMatchObject({
      code: 1,
      err: expect.stringContaining(sentence),
    });
    expect(await jsonLines("kontak", "daftar", "--semua")).toHaveLength(1);
  });

  test("an unknown kind is wrong usage", async () => {
    expect(await siaga("kontak", "tambah", "dinkes", "kepala", "K", "--jenis", "pjsx")).toMatchObject({
      code: 2,
    });
  });
});

const names = async (...words: string[]) =>
  (await jsonLines("kontak", "daftar", ...words)).map((row) => row["name"]);

describe("daftar", () => {
  test("leaves out who is no longer in office, unless all are asked for", async () => {
    await done("kontak", "tambah", "dinkes", "kepala", "Lama", "--sampai", "2020-01-01");
    await done("kontak", "tambah", "dinkes", "kepala", "Nanti", "--mulai", "2100-01-01");
    await done("kontak", "tambah", "pemda", "kominfo", "Nurul");
    expect(await names()).toEqual(["Nurul", "Joko", "Nanti"]);
    expect(await names("--opd", "dinkes")).toEqual(["Joko", "Nanti"]);
    expect(await names("--jabatan", "kepala", "--semua")).toEqual(["Lama", "Nanti"]);
    expect(await siaga("kontak", "daftar", "--opd", "dinkess")).toMatchObject({ code: 1 });
    const table = await done("kontak", "daftar", "--semua");
    expect(table).toContain("+6281200000051 (belum terdaftar atau berhenti)");
    expect(table).toContain("sampai 1 Jan 2020");
  });
});

describe("ubah", () => {
  test("by name or number, keeping the id and the registration", async () => {
    book((sql) =>
      sql
        .prepare("insert into addresses (channel, address, registeredAt) values ('wa', '+6281200000051', 5)")
        .run(),
    );
    expect(await done("kontak", "ubah", "joko", "--nama", "Joko Susilo", "--jenis", "plh")).toBe(
      "Diubah: Kontak dinkes/admin/Joko (nama: Joko → Joko Susilo; jenis: definitif → plh).\n",
    );
    const [holder] = await jsonLines("kontak", "daftar");
    expect(holder).toMatchObject({ id: 1, name: "Joko Susilo", kind: "plh", waUsable: true });
    expect(await done("kontak", "ubah", "1", "--wa", "0812-0000-0099", "--email", "")).toContain(
      "WhatsApp baru dipakai setelah nomornya terdaftar: siaga kontak undang 1",
    );
    expect((await jsonLines("kontak", "daftar"))[0]).toMatchObject({
      wa: "+6281200000099",
      waUsable: false,
      email: null,
    });
  });

  test("who said PINDAH by mistake is back with --aktif", async () => {
    book((sql) => sql.prepare("update holders set leftAt = 1763600000").run());
    expect(await done("kontak", "daftar", "--semua")).toContain("pindah");
    expect(await done("kontak", "ubah", "Joko", "--email", "lain@contoh.example")).not.toContain("to:");
    expect((await jsonLines("kontak", "daftar", "--semua"))[0]).toMatchObject({
      leftAt: 1763600000,
      to: null,
    });
    await done("kontak", "ubah", "Joko", "--aktif");
    expect((await jsonLines("kontak", "daftar"))[0]).toMatchObject({ leftAt: null, to: null });
  });

  test("namesakes are told apart by number, office or post", async () => {
    await done("kontak", "tambah", "pemda", "kominfo", "Joko");
    const { code, err } = await siaga("kontak", "ubah", "Joko", "--email", "a@b.example");
    expect({ code, err }).toEqual({
      code: 1,
      err: 'Ada 2 kontak bernama "Joko": nomor 2 (kominfo di pemda); nomor 1 (admin di dinkes). Tulis nomornya.',
    });
    await done("kontak", "ubah", "Joko", "--opd", "pemda", "--email", "a@b.example");
    await done("kontak", "ubah", "Joko", "--jabatan", "admin", "--email", "c@b.example");
    expect((await jsonLines("kontak", "daftar")).map((row) => row["email"])).toEqual([
      "a@b.example",
      "c@b.example",
    ]);
  });

  test("nobody of that name", async () => {
    expect(await siaga("kontak", "ubah", "Jokoo", "--email", "a@b.example")).toMatchObject({
      code: 1,
      err: 'Kontak "Jokoo" tidak ada. Mungkin maksud Anda: Joko. Lihat: siaga kontak daftar --semua.',
    });
    expect(await siaga("kontak", "ubah", "99", "--email", "a@b.example")).toMatchObject({ code: 1 });
  });
});

test("hapus takes a person and the invites away", async () => {
  await done("kontak", "undang", "Joko");
  expect(await done("kontak", "hapus", "1")).toBe("Dihapus: Kontak dinkes/admin/Joko.\n");
  expect(await jsonLines("kontak", "daftar", "--semua")).toEqual([]);
  expect(await siaga("kontak", "hapus", "1")).toMatchObject({ code: 1 });
});

test("konfirmasi: who told Kominfo directly counts as having answered the half-yearly question", async () => {
  book((sql) => sql.prepare("update holders set askedAt = 5 where id = 1").run());
  expect(await done("kontak", "konfirmasi", "Joko", "--oleh", "Nurul")).toContain(
    "Tercatat: Joko masih memegang jabatan admin di dinkes.",
  );
  expect(
    book((sql) => sql.prepare("select confirmedAt > askedAt from holders where id = 1").pluck().get()),
  ).toBe(1);
  expect(auditRows().at(-1)).toMatchObject({ action: "kontak.konfirmasi", by: "Nurul" });
});

describe("undang", () => {
  test("prints a code that links the number, how long it lives, and no more than the hash stays", async () => {
    const out = await done("kontak", "undang", "Joko", "--oleh", "Nurul");
    const code = /DAFTAR (\w{8})/u.exec(out)?.[1] ?? "";
    expect(out).toContain(`Kode untuk Joko (admin di dinkes): ${code}`);
    expect(out).toMatch(/Berlaku sekali, sampai .* WITA\./u);
    expect(out).toContain("siaga wa tautkan");
    expect(JSON.stringify(auditRows())).not.toContain(code);
    expect(auditRows().at(-1)).toMatchObject({
      by: "Nurul",
      action: "kontak.undang",
      subject: "Kontak dinkes/admin/Joko",
    });
    const now = Math.floor(Date.now() / 1000);
    const redeem = (at: number) =>
      book((sql) => redeemInvite(sql, code, { number: "+6281200000077", now: at, today: "2026-11-23" }));
    expect(redeem(now + 7 * 86_400 + 5)).toEqual({ kind: "expired" });
    expect(redeem(now + 6 * 86_400)).toEqual({ kind: "registered", holderId: 1 });
  });

  test("with the bot's own number known there is a link that opens the chat", async () => {
    const creds = JSON.stringify({ me: { id: "628115000001:7@s.whatsapp.net" }, account: {} });
    book((sql) => sql.prepare("insert into waAuth values ('creds', 'creds', ?)").run(creds));
    const answer = JSON.parse(await done("kontak", "undang", "1", "--json"));
    expect(answer).toEqual({
      id: 1,
      name: "Joko",
      code: expect.stringMatching(/^\w{8}$/u),
      expiresAt: expect.stringMatching(/\+08:00$/u),
      link: `https://wa.me/628115000001?text=DAFTAR%20${answer.code}`,
    });
  });

  test("who is no longer in office is not invited", async () => {
    await done("kontak", "ubah", "Joko", "--sampai", "2020-01-01");
    expect(await siaga("kontak", "undang", "Joko")).toMatchObject({
      code: 1,
      err: expect.stringContaining("sudah tidak menjabat"),
    });
    await done("kontak", "ubah", "Joko", "--sampai", "");
    book((sql) => sql.prepare("update holders set leftAt = 5").run());
    expect(await siaga("kontak", "undang", "Joko")).toMatchObject({
      code: 1,
      err: expect.stringContaining("--aktif"),
    });
  });
});

test("a number that somebody else has already is warned of; one person in two posts is not", async () => {
  const number = ["--wa", "0812-0000-0077"];
  await done("kontak", "tambah", "dinkes", "kepala", "Siti", ...number);
  const same = await done("kontak", "tambah", "pemda", "kominfo", "Siti", ...number);
  expect(same).not.toContain("dipakai beberapa orang");
  const other = await done("kontak", "tambah", "dinkes", "kepala", "Rina", ...number);
  expect(other).toContain(
    "Perhatian: Nomor WhatsApp +6281200000077 dipakai beberapa orang: Siti (kominfo di",
  );
});

describe("a number that Kominfo enters for somebody else", () => {
  const number = "+6281200000077";
  const add = (post: string, name: string) => done("kontak", "tambah", "dinkes", post, name, "--wa", number);
  const isRegistered = () =>
    book((sql) => sql.prepare("select registeredAt from addresses where address = ?").pluck().get(number)) !==
    null;

  beforeEach(async () => {
    const { code } = JSON.parse(await done("kontak", "undang", "Joko", "--json")) as { code: string };
    const sender = { number, now: Math.floor(Date.now() / 1000), today: "2026-11-23" };
    book((sql) => redeemInvite(sql, code, sender));
    expect(isRegistered()).toBe(true);
  });

  test("must be registered anew once the one who registered it said PINDAH", async () => {
    book((sql) => sql.prepare("update holders set leftAt = 5 where name = 'Joko'").run());
    await add("kepala", "Siti");
    expect(isRegistered()).toBe(false);
  });

  test("and once that one's time is over", async () => {
    await done("kontak", "ubah", "Joko", "--sampai", "2020-01-01");
    expect(isRegistered()).toBe(true);
    await add("kepala", "Siti");
    expect(isRegistered()).toBe(false);
  });

  test("and once nobody had it any more", async () => {
    await done("kontak", "hapus", "Joko");
    await add("kepala", "Siti");
    expect(isRegistered()).toBe(false);
  });

  test("stays registered where both have it, where the same person has another post, and where only the name was mended", async () => {
    await add("kepala", "Siti");
    expect(isRegistered()).toBe(true);
    await done("kontak", "hapus", "Siti");
    await done("kontak", "ubah", "Joko", "--nama", "Joko Susilo, S.T.");
    expect(isRegistered()).toBe(true);
    await add("kepala", "joko susilo, s.t.");
    await done("kontak", "ubah", "Joko Susilo, S.T.", "--jabatan", "admin", "--sampai", "2020-01-01");
    expect(isRegistered()).toBe(true);
  });
});
