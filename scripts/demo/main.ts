import { readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { home } from "../../src/paths.ts";
import type { Message } from "../../src/outbox/contract.ts";
import { openStage, type Stage } from "./stage.ts";
import { playStory } from "./story.ts";

/** What must have happened; each line that did not is a reason to fail. */
function checkStory({ db, mails }: Stage): string[] {
  const sent = db.sql
    .prepare<[], Message>("select * from outbox where acceptedAt is not null order by acceptedAt, id")
    .all();
  const went = (id: string, post: string) => sent.some((row) => row.trackingId === id && row.post === post);
  const said =
    mails.mails.map(({ raw }) => raw.toString("utf8")).join("\n") +
    JSON.stringify(db.sql.prepare("select content from envelopes").all());
  const toDewi = sent.filter(({ person }) => person === "Dewi Admin DLH");
  const remindersOf9100102 = toDewi.filter(
    ({ kind, trackingId }) => kind === "reminder" && trackingId === "9100102",
  );
  const facts: [string, boolean][] = [
    [
      "admin laporan 9100101 diberi tahu lewat WhatsApp",
      sent.some((row) => row.trackingId === "9100101" && row.channel === "wa"),
    ],
    ["laporan 9100101 berhenti setelah ditanggapi", !went("9100101", "kepala")],
    ["kepala OPD laporan 9100102 diberi tahu", went("9100102", "kepala")],
    ["laporan 9100102 sampai ke ringkasan kepala daerah", went("9100102", "kepala_daerah")],
    [
      "Dewi mendapat email sebelum mendaftar, dan WhatsApp sesudahnya",
      toDewi[0]?.channel === "email" && toDewi.slice(1).every(({ channel }) => channel === "wa"),
    ],
    ["setelah Dewi membalas SIAP tidak ada pengingat lagi", remindersOf9100102.length === 1],
    [
      "kepala dan Bupati melihat kapan admin menerima laporan 9100102",
      said.includes("(diterima admin, 17 Nov 10.15)") && said.includes("09.05, diterima admin 17 Nov 10.15"),
    ],
    ["judul laporan rahasia tidak pernah keluar", !said.includes("Pungli pengurusan")],
    [
      "nama, NIK, dan nomor pelapor tidak pernah keluar",
      !/Warga (Satu|Dua|Tiga)|6304051708900001|0812-3456-7890/u.test(said),
    ],
    [
      "tidak ada pesan yang gagal",
      db.sql.prepare("select 1 from outbox where state = 'failed'").get() === undefined,
    ],
  ];
  return facts.filter(([, isTrue]) => !isTrue).map(([fact]) => fact);
}

function summarise({ db, folder, mails }: Stage): string {
  const count = (channel: string) =>
    db.sql
      .prepare<[string], number>(
        "select count(distinct wireId) from outbox where acceptedAt is not null and channel = ?",
      )
      .pluck()
      .get(channel) ?? 0;
  const files = readdirSync(join(folder, "email")).length;
  return [
    "",
    "Yang baru Anda lihat: laporan yang dijawab di LAPOR! berhenti; yang tidak dijawab naik dari admin ke kepala OPD, lalu",
    "kepala daerah. DAFTAR membuka WhatsApp; SIAP menghentikan pengingat dan terlihat oleh atasan, tetapi tidak menghentikan jenjang.",
    `Selesai: ${count("wa")} pesan WhatsApp dan ${mails.mails.length} email terkirim.`,
    `Email (${files} berkas .eml): ${relative(home, join(folder, "email"))}`,
    `Basis data: ${relative(home, join(folder, "siaga.db"))}`,
    `Seluruh riwayat satu laporan: SIAGA_DB=${relative(home, join(folder, "siaga.db"))} npx siaga laporan lihat 9100102`,
  ].join("\n");
}

const stage = await openStage("2026-11-16T08:00");
await playStory(stage);
const missing = checkStory(stage);
process.stdout.write(`${summarise(stage)}\n`);
await stage.close();
for (const fact of missing) process.stderr.write(`TIDAK TERJADI: ${fact}\n`);
process.exit(missing.length > 0 ? 1 : 0);
