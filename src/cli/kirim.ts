import { Command } from "commander";
import type { Db } from "../../db/open.ts";
import { readConfig } from "../config.ts";
import { openSettings } from "../desk/settings.ts";
import { switchOff, switchOn } from "../desk/sending.ts";
import { clockCause } from "../trusted-time.ts";
import { writeAudit } from "./shared/audit.ts";
import { currentInstant, withBook } from "./shared/book.ts";
import { openCommandDesk } from "./shared/command-desk.ts";
import { printJson, printLine, whole } from "./shared/print.ts";

interface Options {
  readonly json?: boolean;
  readonly oleh?: string;
}

/** `siaga kirim`: from trial to real sending, and back. */
export function build(): Command {
  const kirim = new Command("kirim").description("menyalakan atau mematikan pengiriman sebenarnya");
  for (const [name, description, run] of [
    ["nyalakan", "mulai mengirim kepada penerima sebenarnya; laporan lama menjadi tunggakan", nyalakan],
    ["lanjutkan", "menyatakan jam server sudah benar setelah bot menghentikan pengiriman", lanjutkan],
    ["matikan", "kembali ke uji coba: pesan hanya ditulis ke folder", matikan],
  ] as const)
    kirim
      .command(name)
      .description(description)
      .option("--oleh <nama>", "nama yang dicatat")
      .option("--json", "keluaran JSON")
      .action((options: Options) => withBook((db) => run(db, options)));
  return kirim;
}

function nyalakan(db: Db, { json, oleh = "" }: Options): void {
  const { wa, smtp } = readConfig(process.env);
  const now = currentInstant();
  const desk = openCommandDesk(db, { wa: wa !== null, email: smtp !== null });
  const backlog = db.sql
    .transaction(() => {
      const size = switchOn(desk, desk.office, now);
      const after = { sendingSince: now, backlog: size };
      writeAudit(db, {
        now,
        action: "kirim.nyalakan",
        subject: "kirim",
        before: null,
        after,
        by: oleh || null,
      });
      return size;
    })
    .immediate();
  if (json) printJson({ sending: true, backlog });
  else for (const line of describeStart(backlog)) printLine(line);
}

function describeStart(backlog: number): string[] {
  if (backlog === 0) return ["Pengiriman menyala. Tidak ada laporan yang menjadi tunggakan."];
  return [
    `Pengiriman menyala. ${whole(backlog)} laporan terbuka menjadi tunggakan dan tidak memulai jenjang.`,
    "Memulainya: siaga laporan lanjutkan NOMOR, atau semuanya: siaga laporan lanjutkan --tunggakan",
  ];
}

function matikan(db: Db, { json, oleh = "" }: Options): void {
  db.sql
    .transaction(() => {
      const now = currentInstant();
      const before = { sendingSince: switchOff(openCommandDesk(db), now) };
      writeAudit(db, {
        now,
        action: "kirim.matikan",
        subject: "kirim",
        before,
        after: null,
        by: oleh || null,
      });
    })
    .immediate();
  if (json) printJson({ sending: false });
  else printLine("Pengiriman mati. Pesan berikutnya hanya ditulis ke folder, bertanda uji coba.");
}

/** The operator vouches for the clock: a bot that stopped after a jump goes on. */
function lanjutkan(db: Db, { json, oleh = "" }: Options): void {
  const now = currentInstant();
  const wasStopped = openCommandDesk(db)
    .alarms.open()
    .some(({ cause }) => cause === clockCause);
  db.sql
    .transaction(() => {
      openSettings(db.sql).set("clockTrustedAt", now);
      const after = { clockTrustedAt: now };
      writeAudit(db, {
        now,
        action: "kirim.lanjutkan",
        subject: "kirim",
        before: null,
        after,
        by: oleh || null,
      });
    })
    .immediate();
  if (json) printJson({ clockTrustedAt: now });
  else printLine(describeTrust(wasStopped));
}

function describeTrust(wasStopped: boolean): string {
  return wasStopped
    ? "Jam server dinyatakan benar. Bot melanjutkan pengiriman dalam beberapa detik."
    : "Jam server dinyatakan benar. Bot memang tidak menghentikan pengiriman karena jam.";
}
