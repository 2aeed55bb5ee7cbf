import { Command } from "commander";
import { readConfig } from "../config.ts";
import { examine } from "../desk/doctor.ts";
import { openCommandDesk } from "./shared/command-desk.ts";
import { openSettings } from "../desk/settings.ts";
import { UserError } from "../user-error.ts";
import { writeAudit } from "./shared/audit.ts";
import { currentInstant, withBook } from "./shared/book.ts";
import { printJson, printLine } from "./shared/print.ts";

interface Options {
  readonly json?: boolean;
  readonly oleh?: string;
}

/** `siaga kirim`: from trial to real sending, and back. */
export function build(): Command {
  const kirim = new Command("kirim").description("menyalakan atau mematikan pengiriman sungguhan");
  for (const [name, description, run] of [
    ["nyalakan", "mulai mengirim sungguhan; laporan lama menjadi tunggakan", switchOn],
    ["matikan", "kembali ke uji coba: pesan hanya ditulis ke folder", switchOff],
  ] as const)
    kirim
      .command(name)
      .description(description)
      .option("--oleh <nama>", "nama yang dicatat")
      .option("--json", "keluaran JSON")
      .action((options: Options) => run(options));
  return kirim;
}

/** escalation.md section 3: refused while something blocking is wrong; what was reported before is backlog, not blame. */
async function switchOn({ json, oleh }: Options): Promise<void> {
  const { wa, smtp } = readConfig(process.env);
  await withBook((db) => {
    const now = currentInstant();
    const desk = openCommandDesk(db, { wa: wa !== null, email: smtp !== null });
    const faults = examine(desk.office, now).filter(({ isBlocking }) => isBlocking);
    if (faults.length > 0)
      throw new UserError(
        `Pengiriman belum dapat dinyalakan:\n${faults.map(({ text }) => `- ${text}`).join("\n")}`,
      );
    const settings = openSettings(db.sql);
    if (settings.number("sendingSince") !== null) throw new UserError("Pengiriman sudah menyala.");
    const backlog = db.sql
      .transaction(() => {
        settings.set("sendingSince", now);
        const marked = desk.markBacklog(now);
        writeAudit(db, {
          now,
          action: "kirim.nyalakan",
          subject: "kirim",
          before: null,
          after: { sendingSince: now, backlog: marked },
          by: oleh ?? null,
        });
        return marked;
      })
      .immediate();
    if (json) printJson({ sending: true, backlog });
    else
      printLine(
        `Pengiriman menyala. ${backlog} laporan terbuka menjadi tunggakan dan tidak memulai jenjang.`,
      );
  });
}

async function switchOff({ json, oleh }: Options): Promise<void> {
  await withBook((db) => {
    const settings = openSettings(db.sql);
    const since = settings.number("sendingSince");
    if (since === null) throw new UserError("Pengiriman memang belum menyala.");
    db.sql
      .transaction(() => {
        settings.forget("sendingSince");
        const now = currentInstant();
        writeAudit(db, {
          now,
          action: "kirim.matikan",
          subject: "kirim",
          before: { sendingSince: since },
          after: null,
          by: oleh ?? null,
        });
      })
      .immediate();
    if (json) printJson({ sending: false });
    else printLine("Pengiriman mati. Pesan berikutnya hanya ditulis ke folder, bertanda uji coba.");
  });
}
