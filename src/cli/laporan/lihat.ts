import type { Calendar, Instant } from "../../calendar/contract.ts";
import { formatInstant, isoWithOffset } from "../../calendar/format.ts";
import { describePost } from "../../escalation/words.ts";
import type { Escalation, Office } from "../../escalation/contract.ts";
import type { Message } from "../../outbox/contract.ts";
import { UserError } from "../../user-error.ts";
import { withBook } from "../shared/book.ts";
import { openCommandDesk } from "../shared/command-desk.ts";
import { calendarOfPemda } from "../shared/place.ts";
import { printJson, printLine } from "../shared/print.ts";
import { asJson } from "./daftar.ts";
import { statusNames } from "./status-names.ts";

interface LogRow {
  readonly at: Instant;
  readonly event: string;
  readonly step: number | null;
  readonly detail: string | null;
}

/** The life of one complaint: each clock, each step and message with its fate, and what comes next. */
export async function lihat(id: string, { json = false }: { json?: boolean }): Promise<void> {
  await withBook((db) => {
    const { book, escalations, office } = openCommandDesk(db);
    const complaint = book.find(id.trim());
    if (!complaint)
      throw new UserError(`Laporan ${id} tidak ada dalam buku. Lihat: siaga laporan daftar --semua.`);
    const calendar = calendarOfPemda(db.sql, office);
    const runs = escalations.ofComplaint(complaint.trackingId).map((run) => ({
      run,
      log: db.sql
        .prepare<[number], LogRow>(
          "select at, event, step, detail from escalationLog where escalationId = ? order by id",
        )
        .all(run.id),
      messages: db.sql
        .prepare<[number], Message>("select * from outbox where escalationId = ? order by id")
        .all(run.id),
    }));
    if (json)
      return printJson({
        complaint: asJson(complaint, calendar),
        escalations: runs.map(({ run, log, messages }) => ({
          ...timesOf(run, calendar, runInstants),
          log: log.map((line) => ({
            ...timesOf(line, calendar, ["at"]),
            detail: JSON.parse(line.detail ?? "{}") as unknown,
          })),
          messages: messages.map((message) => timesOf(message, calendar, messageInstants)),
        })),
      });
    const unit = complaint.opdId === null ? undefined : office.people.units.get(complaint.opdId);
    printLine(
      `Laporan ${complaint.trackingId}: ${complaint.isSecret ? "(rahasia)" : (complaint.title ?? "(tanpa judul)")}`,
    );
    printLine(
      `OPD: ${unit?.name ?? complaint.opdName ?? "belum didisposisikan"} · status: ${statusNames[complaint.status]}`,
    );
    for (const { run, log, messages } of runs) printRun(run, { log, messages, office, calendar });
    if (runs.length === 0) printLine("Tidak ada jenjang yang berjalan untuk laporan ini.");
  });
}

interface Life {
  readonly log: readonly LogRow[];
  readonly messages: readonly Message[];
  readonly office: Office;
  readonly calendar: Calendar;
}

const clockNames = { verification: "Verifikasi", response: "Tindak lanjut", completion: "Penyelesaian" };

function printRun(run: Escalation, { log, messages, office, calendar }: Life): void {
  const rule = office.ruleVersion(run.ruleVersionId);
  printLine();
  printLine(
    `${clockNames[run.clock]} – aturan "${rule.name}" versi ${rule.version}, mulai ${formatInstant(calendar, run.anchorAt)}`,
  );
  for (const { at, event, step } of log)
    printLine(
      `  ${formatInstant(calendar, at)}  ${eventNames[event] ?? event}${step === null ? "" : ` (jenjang ${step})`}`,
    );
  for (const message of messages) {
    const unit = office.people.units.get(message.unitId ?? 0) ?? null;
    const when = message.acceptedAt ?? message.notBefore;
    const note = message.note ? `: ${message.note}` : "";
    printLine(
      `    pesan ${message.intended} kepada ${message.person}, ${describePost(message.post ?? "", unit)} – ${stateNames[message.state]}${note} (${formatInstant(calendar, when)})`,
    );
  }
  printLine(`  Berikutnya: ${nextOf(run, calendar)}`);
}

function nextOf(run: Escalation, calendar: Calendar): string {
  if (run.state === "ended") return "tidak ada; sudah berakhir";
  if (run.state === "paused") return "menunggu; laporan ditunda di LAPOR!";
  if (run.state === "held") return `ditahan (${run.reason ?? ""})`;
  if (run.dueAt !== null)
    return `jenjang ${run.nextStep}, ${formatInstant(calendar, run.stepDueAt ?? run.dueAt)}`;
  return "menunggu pesan terakhir diterima, atau semua jenjang sudah dijalankan";
}

const eventNames: Record<string, string> = {
  fired: "jenjang dijalankan",
  reminded: "pengingat dikirim",
  reminder_dropped: "pengingat batal: tidak ada kontak",
  held: "ditahan",
  unreachable: "tidak ada yang dapat dihubungi; lanjut ke atas",
  refused: "pesan ditolak",
  paused: "ditunda",
  ended: "berakhir",
};

const stateNames: Record<Message["state"], string> = {
  pending: "menunggu",
  sending: "sedang dikirim",
  accepted: "terkirim",
  delivered: "sampai",
  read: "dibaca",
  failed: "gagal",
  superseded: "batal, tidak perlu lagi",
  expired: "kedaluwarsa",
  cancelled: "dibatalkan",
};

const runInstants = [
  "anchorAt",
  "stepDueAt",
  "dueAt",
  "heldUntil",
  "firedAt",
  "toldAt",
  "toldBefore",
  "remindFrom",
  "ackedAt",
  "startedAt",
  "endedAt",
] as const;
const messageInstants = ["dueAt", "notBefore", "createdAt", "acceptedAt", "deliveredAt", "readAt"] as const;

function timesOf<T extends object>(
  row: T,
  calendar: Calendar,
  names: readonly (keyof T)[],
): Record<string, unknown> {
  const json: Record<string, unknown> = Object.fromEntries(Object.entries(row));
  for (const name of names) {
    const at = row[name];
    json[String(name)] = typeof at === "number" ? isoWithOffset(calendar, at) : null;
  }
  return json;
}
