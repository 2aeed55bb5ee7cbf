import { expect, test } from "vitest";
import { MissingYearError } from "../../../src/calendar/missing-year.ts";
import {
  missingUpstream,
  missingYear,
  noZone,
  ruleOff,
  ruleOffCause,
  staleSource,
  vacancy,
  vacancyCause,
} from "../../../src/escalation/alarms.ts";
import { dlh, makeFacts, makePeople, makeRule, root } from "./facts.ts";

test.each([
  [
    () => noZone,
    "no_zone",
    "Zona waktu Pemda belum dipilih, jadi tidak ada yang dikirim. Jalankan: siaga konfig impor atau siaga siapkan.",
  ],
  [
    () => staleSource,
    "stale",
    "Data laporan sudah terlalu lama tidak diperbarui, jadi pengiriman ditahan. Impor ekspor LAPOR! hari ini.",
  ],
  [
    () => missingUpstream,
    "missing_upstream",
    "Ada laporan yang tidak lagi muncul dalam ekspor LAPOR! pada periodenya, jadi jenjangnya ditahan. Lihat: siaga laporan daftar --hilang.",
  ],
  [
    () => ruleOff(makeRule({ name: "Tindak lanjut" }, 4)),
    "rule_off:4",
    'Aturan "Tindak lanjut" dimatikan, jadi jenjang laporan yang terbuka ditahan. Lanjutkan: siaga aturan nyalakan "Tindak lanjut".',
  ],
  [
    () => missingYear(new MissingYearError(2028)),
    "held_no_calendar:2028",
    "Hari libur tahun 2028 belum ada, jadi sebagian batas waktu ditahan. Masukkan SKB-nya: siaga kalender impor.",
  ],
])("what Kominfo reads: %#", (alarm, cause, text) => {
  expect(alarm()).toEqual({ cause, text });
});

test("the cause under which a rule's alarm is cleared is that under which it was raised", () => {
  expect(ruleOffCause(4)).toBe(ruleOff(makeRule({}, 4)).cause);
});

test.each([
  ["wa", "no_recipient:DLH:kepala:wa"],
  ["email", "no_recipient:DLH:kepala:email"],
  ["wa>email", "no_recipient:DLH:kepala"],
  ["email+wa", "no_recipient:DLH:kepala"],
] as const)("a vacancy through %s is a cause of its own", (channels, cause) => {
  expect(vacancyCause("DLH", { post: "kepala", channels })).toBe(cause);
});

const audience = { unit: dlh, post: "kepala", reaches: [] };

test.each([
  ["wa", " lewat WhatsApp"],
  ["email", " lewat email"],
  ["wa>email", ""],
] as const)("a vacancy says which post lacks what: %s", (channels, only) => {
  expect(vacancy(makeFacts(), { post: "kepala", channels }, audience)).toEqual({
    cause: vacancyCause("DLH", { post: "kepala", channels }),
    text: `Tidak ada kontak yang dapat dihubungi${only} untuk Kepala Dinas Lingkungan Hidup. Lengkapi: siaga kontak tambah DLH kepala.`,
  });
});

test("where no unit has the post, it is the complaint's unit that lacks it; before a disposition the Pemda", () => {
  const step = { post: "kepala", channels: "wa>email" } as const;
  expect(vacancy(makeFacts({ unit: dlh }), step, null).cause).toBe("no_recipient:DLH:kepala");
  expect(vacancy(makeFacts({ unit: null }), step, null).cause).toBe(`no_recipient:${root.code}:kepala`);
  const nowhere = makeFacts({ unit: null, people: { ...makePeople([]), root: null } });
  expect(vacancy(nowhere, step, null)).toEqual({
    cause: "no_recipient::kepala",
    text: "Tidak ada kontak yang dapat dihubungi untuk Kepala OPD. Lengkapi: siaga kontak tambah.",
  });
});
