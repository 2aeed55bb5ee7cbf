import * as fc from "fast-check";
import { expect, test } from "vitest";
import { formatRule } from "../../../src/rules/format.ts";
import { parseRule } from "../../../src/rules/parse.ts";
import { UserError } from "../../../src/user-error.ts";
import { firstFollowUp, rule, ruleWithStep } from "./written.ts";

test("the rule of the contract is read and written back as it was", () => {
  const draft = parseRule(firstFollowUp);
  expect(draft.steps[0]).toEqual({
    after: { kind: "plain", seconds: 0, text: "0 menit" },
    post: "admin",
    channels: "wa>email",
    window: { kind: "daily", open: 420, close: 1200 },
    windowText: "07.00-20.00",
    remind: { every: { kind: "workingDays", days: 1, text: "1 hari kerja" }, max: 2 },
    deliver: "each",
  });
  expect(formatRule(draft)).toEqual(firstFollowUp);
});

test("what is left out has a default", () => {
  const { name, clock, limit } = firstFollowUp;
  const draft = parseRule({
    name,
    clock,
    limit,
    steps: [{ after: "0 menit", post: "admin", channels: "wa" }],
  });
  expect(draft).toMatchObject({
    match: {},
    gap: { text: "1 hari kerja" },
    reopen: false,
    order: 100,
    active: true,
  });
  expect(draft.steps[0]).toMatchObject({ windowText: "jam kerja", remind: null, deliver: "each" });
});

test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
  ["short durations", rule({ limit: "5hk", gap: "4jk" }), { limit: "5 hari kerja", gap: "4 jam kerja" }],
  [
    "texts for flags and numbers",
    rule({ reopen: "true", order: "7", active: "false" }),
    { reopen: true, order: 7, active: false },
  ],
  ["one value for a list", rule({ match: { unit: "dinkes" } }), { match: { unit: "dinkes" } }],
  ["a list without doubles", rule({ match: { unit: ["a", "b", "a"] } }), { match: { unit: ["a", "b"] } }],
  ["a category that is a number", rule({ match: { category: 1397 } }), { match: { category: "1397" } }],
  ["priority as a flag or as text", rule({ match: { priority: ["true"] } }), { match: { priority: true } }],
  [
    "spaces in channels",
    ruleWithStep({ channels: "wa > email" }),
    { steps: [expect.objectContaining({ channels: "wa>email" })] },
  ],
  [
    "a window with colons",
    ruleWithStep({ window: "7:00 - 20:00" }),
    { steps: [expect.objectContaining({ window: "07.00-20.00" })] },
  ],
])("it forgives %s", (_, written, canonical) => {
  expect(formatRule(parseRule(written))).toMatchObject(canonical);
});

test.each<[Record<string, unknown>, string]>([
  [rule({ name: undefined }), "nama (name): wajib diisi"],
  [rule({ name: "  " }), "nama (name): tidak boleh kosong"],
  [rule({ clock: "tanggapan" }), "waktu (clock): tidak dikenal. Pilih: verification, response, completion"],
  [rule({ limit: "5 hari kerjaan" }), 'batas (limit): Lama waktu "5 hari kerjaan" tidak dikenal'],
  [rule({ limit: "0 menit" }), "batas (limit): tidak boleh nol"],
  [rule({ gap: ["1 hari"] }), "jeda (gap): harus berupa teks"],
  [rule({ reopen: "ya" }), "buka lagi (reopen): tidak dikenal. Pilih: true, false"],
  [rule({ order: -1 }), "urutan (order): harus bilangan bulat"],
  [rule({ order: 1.5 }), "urutan (order): harus bilangan bulat"],
  [rule({ steps: [] }), "jenjang (steps): tidak boleh kosong"],
  [rule({ steps: "admin" }), "jenjang (steps): harus berupa daftar"],
  [rule({ steps: ["admin"] }), "jenjang 1: harus berupa isian bernama"],
  [rule({ match: { kategori: "x" } }), "cocok, kategori: kunci ini tidak dikenal"],
  [rule({ match: { unit: [] } }), "cocok, OPD (unit): tidak boleh kosong"],
  [
    rule({ match: { classification: ["pengaduan", "aspirasi"] } }),
    "cocok, klasifikasi 1: tidak dikenal. Pilih: permintaan_informasi",
  ],
  [rule({ jenjang: 1 }), "jenjang: kunci ini tidak dikenal"],
  [ruleWithStep({ after: undefined }), "jenjang 1, setelah (after): wajib diisi"],
  [ruleWithStep({ after: "besok" }), 'jenjang 1, setelah (after): Lama waktu "besok"'],
  [ruleWithStep({ post: "Kepala Dinas" }), "jenjang 1, jabatan (post): harus nama jabatan"],
  [ruleWithStep({ channels: "sms" }), "jenjang 1, saluran (channels): tidak dikenal. Pilih: wa, email"],
  [ruleWithStep({ window: "pagi" }), 'jenjang 1, jendela (window): Jendela waktu "pagi"'],
  [
    ruleWithStep({ remind: { every: "0 menit", max: 2 } }),
    "jenjang 1, pengingat, tiap (every): tidak boleh nol",
  ],
  [
    ruleWithStep({ remind: { every: "1hk", max: 0 } }),
    "jenjang 1, pengingat, paling banyak (max): harus bilangan bulat dari 1",
  ],
  [ruleWithStep({ remind: { every: "1hk" } }), "jenjang 1, pengingat, paling banyak (max): wajib diisi"],
  [
    ruleWithStep({ remind: { every: "1hk", max: 1 }, deliver: "digest" }),
    "jenjang 1, pengingat (remind): jenjang yang dikirim sebagai ringkasan",
  ],
  [ruleWithStep({ deliver: "rekap" }), "jenjang 1, kirim (deliver): tidak dikenal"],
])("%j is refused: %s", (written, sentence) => {
  const refused = () => parseRule(written);
  expect(refused).toThrow(UserError);
  expect(refused).toThrow(sentence);
});

test.each([null, "aturan", [], 3])("%j is no rule", (written) => {
  expect(() => parseRule(written)).toThrow("harus berupa isian bernama");
});

test("all faults are named at once", () => {
  expect(() => parseRule(rule({ clock: "x", limit: "y" }))).toThrow(
    /waktu \(clock\): .*; batas \(limit\): .*[^.]\.$/u,
  );
});

test("every rule that can be written reads back as itself", () => {
  const duration = fc.constantFrom("0 menit", "30 menit", "1,5 jam", "4 jam kerja", "3 hari kerja", "1 hari");
  const step = fc.record(
    {
      after: duration,
      post: fc.constantFrom("admin", "kepala", "kepala_bidang_3"),
      channels: fc.constantFrom("wa", "email", "wa>email", "email>wa", "wa+email", "email+wa"),
      window: fc.constantFrom("selalu", "jam kerja", "07.00-20.00"),
      remind: fc.record({
        every: fc.constantFrom("1 hari kerja", "30 menit"),
        max: fc.integer({ min: 1, max: 20 }),
      }),
    },
    { requiredKeys: ["after", "post", "channels", "window"] },
  );
  const names = fc.uniqueArray(fc.stringMatching(/^[A-Z][a-z]{0,5}(?: [a-z&-]{1,5})?$/u), {
    minLength: 2,
    maxLength: 3,
  });
  const match = fc.record(
    { category: names, unit: names, channel: fc.constantFrom("Website", "SMS"), priority: fc.boolean() },
    { requiredKeys: [] },
  );
  const written = fc.record({
    name: fc.constant("x"),
    clock: fc.constantFrom("verification", "response", "completion"),
    match,
    limit: fc.constantFrom("5 hari kerja", "2 jam"),
    gap: duration,
    reopen: fc.boolean(),
    steps: fc.array(step, { minLength: 1, maxLength: 5 }),
    order: fc.nat({ max: 1000 }),
    active: fc.boolean(),
  });
  fc.assert(
    fc.property(written, (written) => {
      expect(formatRule(parseRule(written))).toEqual(written);
    }),
  );
});
