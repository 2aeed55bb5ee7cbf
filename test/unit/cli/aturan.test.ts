import { beforeEach, describe, expect, test } from "vitest";
import {
  addComplaint,
  addEscalation,
  auditRows,
  book,
  done,
  file,
  jsonLines,
  shippedRules,
  siaga,
  useFolder,
} from "./siaga.ts";

useFolder();

const name = "Tindak lanjut pertama";

beforeEach(async () => {
  await done("opd", "tambah", "pemda", "--nama", "Pemerintah Kabupaten Contoh", "--zona", "WITA");
  await done("opd", "tambah", "dinkes", "--nama", "Dinas Kesehatan");
});

const namesInOrder = async () => (await jsonLines("aturan", "daftar")).map((row) => row["name"]);
const shown = async (rule = name) => JSON.parse(await done("aturan", "lihat", rule, "--json"));

describe("daftar and lihat", () => {
  test("name the rules in the order in which they are tried", async () => {
    await done(
      "aturan",
      "atur",
      "Khusus",
      "--baru",
      "--waktu",
      "response",
      "--batas",
      "2hk",
      "--urutan",
      "5",
      "--jenjang",
      "1",
      "--setelah",
      "0 menit",
      "--jabatan",
      "admin",
      "--saluran",
      "wa",
    );
    const rows = await jsonLines("aturan", "daftar");
    expect(rows.map((row) => [row["name"], row["order"], row["version"]])).toEqual([
      ["Khusus", 5, 1],
      ...shippedRules().map((rule) => [rule.name, rule.order, 1]),
    ]);
    expect(await done("aturan", "daftar")).toMatch(
      /Tindak lanjut pertama.*semua laporan.*admin → kepala → kepala_daerah.*nyala/u,
    );
  });

  test("a rule as it was shipped asks to be fitted, in the words of escalation.md, until it is", async () => {
    const label = "sesuaikan dengan PermenPANRB 5/2025 dan peraturan daerah";
    expect(await done("aturan", "lihat", name)).toContain(label);
    const list = await done("aturan", "daftar");
    expect(list.match(/│ +1\*/gu)).toHaveLength(shippedRules().length);
    expect(list.trimEnd().split("\n").at(-1)).toContain(label);
    for (const rule of shippedRules()) await done("aturan", "atur", rule.name, "--jeda", "2 hari kerja");
    expect(await done("aturan", "lihat", name)).not.toContain(label);
    expect(await done("aturan", "lihat", name, "--versi", "1")).toContain(label);
    expect(await done("aturan", "daftar")).not.toMatch(/sesuaikan|\*/u);
  });

  test("lihat prints what atur --berkas reads", async () => {
    const yaml = await done("aturan", "lihat", "TINDAK LANJUT PERTAMA");
    expect(yaml).toContain("peraturan daerah\nname: Tindak lanjut pertama\n");
    expect(await done("aturan", "atur", "--berkas", file("r.yaml", yaml))).toBe(
      `Aturan "${name}" memang sudah demikian; tidak ada versi baru.\n`,
    );
    const changed = file("r.yaml", yaml.replace("limit: 5 hari kerja", "limit: 4hk"));
    expect(await done("aturan", "atur", name, "--berkas", changed)).toContain(
      "batas: 5 hari kerja → 4 hari kerja",
    );
  });

  test("an unknown rule is named with what may have been meant", async () => {
    expect(await siaga("aturan", "lihat", "Tindak lanjut")).toMatchObject({
      code: 1,
      err: `Aturan "Tindak lanjut" tidak ada. Mungkin maksud Anda: ${name}. Lihat: siaga aturan daftar.`,
    });
  });
});

/** A warning is broken at the edge of the page. */
const said = async (...words: string[]) => (await done(...words)).replaceAll(/\n +/gu, " ");

function lost(open: number, lastYear: number): string {
  return `Perhatian: ${open} laporan terbuka dan ${lastYear} laporan setahun terakhir tidak lagi dicakup aturan tindak lanjut mana pun yang menyala.`;
}

describe("atur", () => {
  test("one step by flags makes a version, with its audit", async () => {
    const out = await done(
      "aturan",
      "atur",
      name,
      "--jenjang",
      "2",
      "--setelah",
      "2 hari kerja",
      "--oleh",
      "Nurul",
    );
    expect(out).toBe(
      `Aturan "${name}" diubah; sekarang versi 2.\n  jenjang 2, setelah: 3 hari kerja → 2 hari kerja\n`,
    );
    expect(auditRows().at(-1)).toMatchObject({
      by: "Nurul",
      action: "aturan.atur",
      subject: `Aturan ${name}`,
    });
    expect(await shown()).toMatchObject({
      version: 2,
      steps: [{}, { after: "2 hari kerja", post: "kepala" }, {}],
    });
  });

  test.each<[string[], object]>([
    [["--batas", "6hk"], { limit: "6 hari kerja" }],
    [["--jeda", "4jk"], { gap: "4 jam kerja" }],
    [["--buka-lagi", "ya"], { reopen: true }],
    [["--waktu", "completion"], { clock: "completion" }],
    [["--urutan", "7"], { order: 7, version: 1 }],
    [
      ["--cocok", "unit=dinkes", "classification=aspirasi,lain", "priority=true"],
      { match: { unit: "dinkes", classification: ["aspirasi", "lain"], priority: true } },
    ],
    [["--waktu", "tindak-lanjut", "--batas", "6hk"], { clock: "response" }],
    [["--waktu", "verifikasi"], { clock: "verification" }],
    [["--waktu", "penyelesaian"], { clock: "completion" }],
    [
      ["--cocok", "OPD=dinkes", "klasifikasi=aspirasi", "kategori=Jalan", "sumber=Website", "prioritas=ya"],
      {
        match: {
          unit: "dinkes",
          classification: "aspirasi",
          category: "Jalan",
          channel: "Website",
          priority: true,
        },
      },
    ],
    [["--cocok", "priority=tidak"], { match: { priority: false } }],
    [
      ["--jenjang", "1", "--jabatan", "kepala", "--saluran", "wa+email", "--jendela", "jam kerja"],
      { steps: [{ post: "kepala", channels: "wa+email", window: "jam kerja", remind: { max: 2 } }, {}, {}] },
    ],
    [["--jenjang", "1", "--kali", "3"], { steps: [{ remind: { every: "1 hari kerja", max: 3 } }, {}, {}] }],
    [
      ["--jenjang", "2", "--ingatkan", "2 jam", "--kali", "1"],
      { steps: [{}, { remind: { every: "2 jam", max: 1 } }, {}] },
    ],
    [
      ["--jenjang", "1", "--tanpa-pengingat", "--kirim", "ringkasan"],
      { steps: [{ deliver: "digest" }, {}, {}] },
    ],
    [["--jenjang", "3", "--kirim", "satuan"], { steps: [{}, {}, { post: "kepala_daerah" }] }],
    [
      ["--jenjang", "4", "--setelah", "7hk", "--jabatan", "kominfo", "--saluran", "email"],
      { steps: [{}, {}, {}, { after: "7 hari kerja", window: "jam kerja" }] },
    ],
    [["--hapus-jenjang", "3"], { steps: [{}, {}] }],
  ])("%j", async (words, expected) => {
    await done("aturan", "atur", name, ...words);
    expect(await shown()).toMatchObject({ version: 2, ...expected });
  });

  test("a new rule that an earlier one leaves nothing for says so at once", async () => {
    const words = ["--waktu", "response", "--batas", "2hk", "--cocok", "opd=dinkes"];
    const step = ["--jenjang", "1", "--setelah", "0 menit", "--jabatan", "kominfo", "--saluran", "wa"];
    expect(await said("aturan", "atur", "Khusus", "--baru", ...words, ...step, "--tetap")).toContain(
      `Perhatian: Aturan ini tidak pernah cocok, jadi tidak ada jenjangnya yang dijalankan: "${name}" dicocokkan lebih dahulu dan mencakup semua laporannya. Beri --urutan di bawah 100.`,
    );
    await done("aturan", "atur", name, "--urutan", "0");
    expect(await said("aturan", "atur", "Khusus", "--urutan", "0")).toContain(
      `Naikkan dahulu --urutan "${name}".`,
    );
    await done("aturan", "atur", name, "--urutan", "9");
    expect(await done("aturan", "atur", "Khusus", "--urutan", "8")).not.toContain("tidak pernah cocok");
  });

  test("complaints that no rule takes any more are counted when it is narrowed or switched off", async () => {
    for (const [id, unit] of [
      ["9100001", "dinkes"],
      ["9100002", "pemda"],
      ["9100003", "pemda"],
    ] as const)
      addComplaint(id, unit);
    book((sql) => sql.prepare("update complaints set reportedAt = unixepoch()").run());
    addComplaint("9100004", "pemda"); // years ago
    expect(await said("aturan", "atur", name, "--cocok", "opd=dinkes")).toContain(lost(0, 2));
    expect(await said("aturan", "atur", name, "--batas", "6hk")).not.toContain("tidak lagi dicakup");
    expect(await said("aturan", "matikan", name)).toContain(lost(1, 1)); // its clock runs since
    expect(await said("aturan", "nyalakan", name)).not.toContain("tidak lagi dicakup");
    expect(await said("aturan", "atur", name, "--cocok", "opd=")).not.toContain("tidak lagi dicakup");
  });

  test("a match is taken out by an empty value, and reminders by their flag", async () => {
    await done("aturan", "atur", name, "--cocok", "unit=dinkes", "channel=Website");
    await done("aturan", "atur", name, "--cocok", "unit=", "--jenjang", "1", "--tanpa-pengingat");
    expect(await shown()).toMatchObject({ match: { channel: "Website" } });
    expect((await shown()).steps[0]).not.toHaveProperty("remind");
  });

  test("the same again makes no version and no audit", async () => {
    const before = auditRows().length;
    expect(await done("aturan", "atur", name, "--batas", "5hk")).toContain("memang sudah demikian");
    expect(auditRows()).toHaveLength(before);
    expect(await shown()).toMatchObject({ version: 1 });
  });

  test("open escalations keep their version, and the answer says how to bring it to them", async () => {
    addComplaint("9100001", "dinkes");
    addEscalation("9100001", name, "held");
    expect(await done("aturan", "atur", name, "--batas", "6hk")).toContain(`siaga aturan terapkan "${name}"`);
    expect(
      book((sql) =>
        sql.prepare("select ruleVersionId from escalations where trackingId = '9100001'").pluck().get(),
      ),
    ).toBe(1);
  });

  test("a post or an OPD that nobody has is refused, unless it is meant so", async () => {
    for (const [words, what] of [
      [["--jenjang", "2", "--jabatan", "kepla"], "jabatan kepla belum ada di OPD mana pun"],
      [["--cocok", "unit=dinkess"], "OPD dinkess belum ada"],
    ] as const) {
      const { code, err } = await siaga("aturan", "atur", name, ...words);
      expect([code, err]).toEqual([
        1,
        `aturan "${name}": ${what}. Bila memang disengaja, tambahkan --tetap. Tidak ada yang diubah.`,
      ]);
    }
    expect(await shown()).toMatchObject({ version: 1 });
    expect(await done("aturan", "atur", name, "--jenjang", "2", "--jabatan", "kepla", "--tetap")).toContain(
      "Perhatian: Jenjang 2: jabatan kepla belum ada di OPD mana pun.",
    );
    // what stands there already does not bar another change
    expect(await done("aturan", "atur", name, "--batas", "6hk")).toContain("diubah");
  });

  test.each<[string, string[], string]>([
    [
      "an unknown rule",
      ["Tindak lanjt pertama", "--batas", "5hk"],
      "Mungkin maksud Anda: Tindak lanjut pertama",
    ],
    ["no change", [name], "Tidak ada yang diatur"],
    ["no rule", ["--batas", "5hk"], "Aturan mana yang diatur belum disebut"],
    ["a duration that cannot be", [name, "--batas", "besok"], 'batas (limit): Lama waktu "besok"'],
    [
      "a step's duration that cannot be",
      [name, "--jenjang", "2", "--setelah", "-1 hari"],
      "jenjang 2, setelah (after): Lama waktu",
    ],
    ["a step without its number", [name, "--setelah", "2hk"], "Jenjang mana yang diatur belum disebut"],
    ["a step too far", [name, "--jenjang", "5", "--setelah", "2hk"], "Jenjang 5 tidak ada. Pilih 1 sampai 4"],
    ["a step zero", [name, "--hapus-jenjang", "0"], "Jenjang 0 tidak ada. Pilih 1 sampai 3"],
    [
      "an unknown channel",
      [name, "--jenjang", "1", "--saluran", "sms"],
      "jenjang 1, saluran (channels): tidak dikenal. Pilih: wa",
    ],
    [
      "an unknown window",
      [name, "--jenjang", "1", "--jendela", "pagi"],
      "jenjang 1, jendela (window): Jendela waktu",
    ],
    [
      "reminders without a number",
      [name, "--jenjang", "2", "--ingatkan", "1hk"],
      "Jenjang 2 belum memiliki pengingat. Sebutkan juga berapa kali paling banyak, misalnya --kali 2.",
    ],
    [
      "a number of reminders without their distance",
      [name, "--jenjang", "2", "--kali", "3"],
      'Jenjang 2 belum memiliki pengingat. Sebutkan juga jaraknya, misalnya --ingatkan "1 hari kerja".',
    ],
    [
      "a digest of a step with reminders",
      [name, "--jenjang", "1", "--kirim", "ringkasan"],
      "Jenjang 1 memakai pengingat, sedangkan ringkasan tidak. Tambahkan --tanpa-pengingat.",
    ],
    [
      "reminders of a digest",
      [name, "--jenjang", "3", "--ingatkan", "1hk", "--kali", "1"],
      "jenjang 3, pengingat (remind): jenjang yang dikirim sebagai ringkasan",
    ],
    ["a match without a value", [name, "--cocok", "unit"], '--cocok "unit" tidak dapat dibaca'],
    [
      "an unknown match",
      [name, "--cocok", "kecamatan=Alalak"],
      "kunci kecamatan tidak dikenal. Pilih: klasifikasi (classification), kategori (category), opd (unit), sumber (channel), prioritas (priority).",
    ],
    [
      "a priority that is neither",
      [name, "--cocok", "prioritas=tinggi"],
      "--cocok prioritas=tinggi tidak dikenal. Pilih: ya, tidak.",
    ],
    [
      "an unknown classification",
      [name, "--cocok", "classification=pengaduan"],
      "cocok, klasifikasi 1: tidak dikenal. Pilih: permintaan_informasi",
    ],
    ["an order that is no number", [name, "--urutan", "awal"], "urutan (order): harus bilangan bulat"],
    ["a new rule of a known name", [name, "--baru", "--batas", "5hk"], "sudah ada"],
    [
      "a new rule without steps",
      ["Baru", "--baru", "--waktu", "response", "--batas", "5hk"],
      "jenjang (steps): tidak boleh kosong",
    ],
    ["a file and flags", [name, "--berkas", "x.yaml", "--batas", "5hk"], "tidak keduanya sekaligus"],
    ["a file that is not there", ["--berkas", "/tidak/ada.yaml"], "tidak ada. Periksa nama dan izinnya."],
    ["the last step", ["Satu", "--hapus-jenjang", "1"], "jenjang (steps): tidak boleh kosong"],
  ])("%s is refused", async (_, words, sentence) => {
    await done(
      "aturan",
      "atur",
      "Satu",
      "--baru",
      "--waktu",
      "completion",
      "--batas",
      "9hk",
      "--jenjang",
      "1",
      "--setelah",
      "0 menit",
      "--jabatan",
      "admin",
      "--saluran",
      "wa",
    );
    const { code, err } = await siaga("aturan", "atur", ...words);
    expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining(sentence) });
    expect(await shown()).toMatchObject({ version: 1 });
    expect(await shown("Satu")).toMatchObject({ version: 1 });
  });

  test.each([
    ["rules:\n- name: X", "wajib diisi"],
    ["[]", "tidak memuat aturan"],
    ["name: [", "bukan YAML yang sah: baris"],
    ["just words", "harus berupa isian bernama"],
  ])("a file with %j is refused", async (content, sentence) => {
    expect(await siaga("aturan", "atur", "--berkas", file("r.yaml", content))).toMatchObject({
      code: 1,
      err: expect.stringContaining(sentence),
    });
  });

  test("a file of several rules is saved whole or not at all", async () => {
    const step = "steps: [{ after: 0 menit, post: admin, channels: wa }]";
    const two = `- { name: A, clock: response, limit: 5hk, ${step} }\n- { name: B, clock: completion, limit: 5hk, ${step} }`;
    expect(await siaga("aturan", "atur", "--berkas", file("r.yaml", `${two}\n- { name: C }`))).toMatchObject({
      code: 1,
    });
    expect(await namesInOrder()).toEqual(shippedRules().map((rule) => rule.name));
    const twice = await siaga(
      "aturan",
      "atur",
      "--berkas",
      file("r.yaml", `${two}\n${two.replaceAll("name: A", "name: a")}`),
    );
    expect(twice).toMatchObject({ code: 1, err: expect.stringMatching(/memuat aturan "a" dua kali/u) });
    expect(await siaga("aturan", "atur", "Z", "--berkas", file("r.yaml", two))).toMatchObject({
      err: expect.stringContaining("Yang ada: A, B"),
    });
    await done("aturan", "atur", "A", "--berkas", file("r.yaml", two));
    await done("aturan", "atur", "--berkas", file("r.yaml", `rules:\n${two}`));
    const saved = ["A", "B"].map((name) => ({ name, order: 100 }));
    const inOrder = [...shippedRules(), ...saved].toSorted((one, other) => one.order - other.order);
    expect(await namesInOrder()).toEqual(inOrder.map((rule) => rule.name));
  });
});

describe("matikan and nyalakan", () => {
  test("switch a rule without a version, and say when it already was so", async () => {
    expect(await done("aturan", "matikan", name, "--oleh", "Nurul")).toBe(
      `Aturan "${name}" sekarang mati.\n`,
    );
    expect(await done("aturan", "matikan", name)).toBe(`Aturan "${name}" memang sudah mati.\n`);
    expect(await shown()).toMatchObject({ active: false, version: 1 });
    expect(await done("aturan", "nyalakan", "tindak lanjut PERTAMA")).toBe(
      `Aturan "${name}" sekarang menyala.\n`,
    );
    expect(auditRows().slice(-2)).toMatchObject([
      { by: "Nurul", action: "aturan.matikan" },
      { action: "aturan.nyalakan" },
    ]);
    expect(await siaga("aturan", "matikan", "Lain")).toMatchObject({ code: 1 });
  });

  test("says how many open complaints it holds", async () => {
    for (const [id, state] of [
      ["9100001", "running"],
      ["9100002", "running"],
      ["9100003", "ended"],
    ] as const) {
      addComplaint(id, "dinkes");
      addEscalation(id, name, state);
    }
    book((sql) => sql.exec("update escalations set unitId = (select id from units where code = 'dinkes')"));
    expect(await done("aturan", "matikan", name)).toContain("2 laporan terbuka ditahan karenanya");
    expect(await done("aturan", "nyalakan", name)).not.toContain("ditahan");
  });
});

describe("riwayat", () => {
  test("tells what each version said from when on", async () => {
    await done(
      "aturan",
      "atur",
      name,
      "--batas",
      "6hk",
      "--jenjang",
      "1",
      "--tanpa-pengingat",
      "--oleh",
      "Nurul",
    );
    const out = await done("aturan", "riwayat", name);
    expect(out).toMatch(
      /^Versi 1, bawaan Siaga\n {2}tindak lanjut; semua laporan; batas 5 hari kerja; jeda 1 hari kerja\n/u,
    );
    expect(out).toMatch(
      /Versi 2, sejak .* WITA, oleh Nurul\n {2}batas: 5 hari kerja → 6 hari kerja\n {2}jenjang 1, pengingat, tiap: 1 hari kerja → –/u,
    );
    expect(await jsonLines("aturan", "riwayat", name)).toMatchObject([
      { version: 1, createdAt: null, limit: "5 hari kerja" },
      { version: 2, createdAt: expect.stringMatching(/\+08:00$/u), limit: "6 hari kerja" },
    ]);
  });
});
