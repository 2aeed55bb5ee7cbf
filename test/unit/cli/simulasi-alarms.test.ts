import { expect, test } from "vitest";
import { done, file, importSmall, jsonLines, small, useFolder } from "./siaga.ts";

const columns =
  "Tracking ID,Tanggal Laporan Masuk,Judul Laporan,Tipe Laporan (Anonim/Rahasia),Instansi Terdisposisi,Status Laporan,Tanggal Disposisi,Tanggal Tindak Lanjut Pertama,Tanggal Selesai,Masa Tunda";
const complaint =
  "9100001,2026-11-20T14:00:00+08:00,Jalan rusak,,Dinas Kesehatan,Selesai,2026-11-20T15:00:00+08:00,,,";

async function simulate() {
  const berkas = file("a.csv", `${columns}\n${complaint}\n`);
  const span = ["--mulai", "2026-11-20", "--sampai", "2026-11-26"];
  const lines = await jsonLines("simulasi", "--berkas", berkas, ...span);
  return lines.map(({ at, kind, step, occurrence, post, person, channel, reason }) =>
    [String(at).slice(5, 16), kind, step, occurrence, post, person, channel, reason].join(" "),
  );
}

useFolder();

// escalation.md, section 5: "A reminder that finds nobody is dropped with an alarm."
test("a reminder that finds nobody prints the alarm in its place", async () => {
  await importSmall({
    holders: [
      "- { unit: pemda, post: kominfo, name: Nurul, kind: definitif, email: lapor@contoh.example }",
      "- { unit: dinkes, post: admin, name: Joko, kind: definitif, wa: 0812-0000-0051, to: 2026-11-23 }",
    ].join("\n"),
  });
  expect((await simulate()).slice(0, 3)).toEqual([
    "11-20T15:00 step 1 0 admin Joko wa due",
    "11-23T15:00 reminder 1 1 admin Joko wa reminder",
    "11-24T15:00 alarm 1 2 kominfo Nurul email no_recipient",
  ]);
});

const digestOnly = `- name: Ringkasan
  clock: response
  limit: 5 hari kerja
  gap: 1 hari kerja
  steps: [{ after: 0 menit, post: kepala_daerah, channels: email, window: jam kerja, deliver: digest }]`;

/** The Pemda rests on Monday and Tuesday, the office does not. */
const twoCalendars = {
  calendars: `- code: pemda
  zone: WITA
  holidays: [{ date: 2026-11-23, name: Hari Jadi, decree: SK 1 }, { date: 2026-11-24, name: Hari Jadi, decree: SK 1 }]
- { code: opd, zone: WITA }`,
  units: `- { code: pemda, name: Pemerintah Kabupaten Contoh, calendar: pemda }
- { code: dinkes, name: Dinas Kesehatan, parent: pemda, calendar: opd }`,
  posts: "- { unit: pemda, post: kominfo }\n- { unit: pemda, post: kepala_daerah }",
  holders: "- { unit: pemda, post: kominfo, name: Nurul, kind: definitif, email: lapor@contoh.example }",
};

async function useCalendars(rules: string): Promise<void> {
  await done("konfig", "impor", file("two.yaml", small({ ...twoCalendars, rules })), "--ya");
}

test("a step whose digest comes after its limit is settled without being held, and Kominfo hears of it", async () => {
  await useCalendars(digestOnly);
  expect(await simulate()).toEqual(["11-25T08:00 alarm 1 0 kominfo Nurul email no_recipient"]);
});

test("a step that was held and then settled is told once", async () => {
  await useCalendars(digestOnly.replace(", deliver: digest", ""));
  expect(await simulate()).toEqual(["11-20T15:00 alarm 1 0 kominfo Nurul email no_recipient"]);
});
