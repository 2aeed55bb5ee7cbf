import { Command } from "commander";
import type { Sql } from "../../db/open.ts";
import type { Instant } from "../calendar/contract.ts";
import { formatInstant, isoWithOffset } from "../calendar/format.ts";
import { notEndedSql } from "../complaints/status-words.ts";
import { readUnknownOffices, readUnknownStatuses } from "../desk/doctor/store.ts";
import { findLastOutage, type Outage } from "../desk/outage.ts";
import type { Escalation, Office } from "../escalation/contract.ts";
import { isRunning } from "../lock.ts";
import { databasePath } from "../paths.ts";
import { currentInstant, withBook } from "./shared/book.ts";
import { openCommandDesk } from "./shared/command-desk.ts";
import { deadlineOf } from "../desk/deadline.ts";
import { calendarOfPemda } from "./shared/place.ts";
import { printJson, printLine, whole } from "./shared/print.ts";
import { tryConfig } from "./shared/try-config.ts";
import { wrap } from "./shared/wrap.ts";
import { placeAt, shortMoment } from "./laporan/lihat/moments.ts";
import { describeEmail, describeWa } from "./status/describe-doors.ts";
import { doorsAsJson, readDoors } from "./status/doors.ts";

/** `siaga status`: how things stand, at a glance. */
export function build(): Command {
  return new Command("status")
    .description("keadaan sekilas: sumber, saluran, antrean, laporan terbuka dan terlambat, yang berikutnya")
    .option("--json", "keluaran JSON")
    .action(({ json = false }: { json?: boolean }) => status(json));
}

async function status(json: boolean): Promise<void> {
  await withBook((db) => {
    const { office, alarms, escalations } = openCommandDesk(db);
    const calendar = calendarOfPemda(db.sql, office);
    const now = currentInstant();
    const running = isRunning(databasePath(process.env));
    const { config, fault } = tryConfig(process.env);
    const channels = config && { wa: config.wa !== null, email: config.smtp !== null };
    const doors = readDoors(db.sql, { calendar, isRunning: running, now, channels });
    const view = {
      running,
      sending: office.sendingSince !== null,
      ...doors,
      ...count(db.sql, now),
      late: countLate(escalations.open(), office, now),
      unknownOffices: readUnknownOffices(db.sql).map(({ name, count: complaints }) => ({ name, complaints })),
      unknownStatuses: readUnknownStatuses(db.sql).map(({ text, count: complaints }) => ({
        text,
        complaints,
      })),
      lastOutage: findLastOutage(db.sql),
      alarms: alarms.open().map(({ cause, text }) => ({ cause, text })),
    };
    const iso = (at: Instant | null) => (at === null ? null : isoWithOffset(calendar, at));
    if (json)
      return printJson({
        ...view,
        ...doorsAsJson(doors, iso),
        nextDueAt: iso(view.nextDueAt),
        lastImportAt: iso(view.lastImportAt),
        lastOutage: view.lastOutage && { from: iso(view.lastOutage.from), to: iso(view.lastOutage.to) },
      });
    const at = (moment: Instant | null) => (moment === null ? "belum ada" : formatInstant(calendar, moment));
    const place = placeAt(calendar, now);
    const texts = {
      wa: describeWa(doors.wa, running, (moment) => shortMoment(place, moment)),
      email: describeEmail(doors.email, (moment) => shortMoment(place, moment)),
    };
    for (const [name, text] of describe({ ...view, texts }, at))
      for (const line of wrap(text, name.padEnd(19))) printLine(line);
    if (fault !== null) for (const line of wrap(fault, "! ")) printLine(line);
    for (const { text } of view.alarms) for (const line of wrap(text, "! ")) printLine(line);
    return undefined;
  });
}

interface View extends ReturnType<typeof count> {
  readonly texts: { readonly wa: string; readonly email: string };
  readonly running: boolean;
  readonly sending: boolean;
  readonly late: number;
  readonly lastOutage: Outage | null;
  readonly unknownOffices: readonly { readonly name: string; readonly complaints: number }[];
  readonly unknownStatuses: readonly { readonly text: string; readonly complaints: number }[];
}

function describe(view: View, at: (moment: Instant | null) => string): [string, string][] {
  return [
    ["Bot", view.running ? "berjalan" : "tidak berjalan (npm start)"],
    ...describeOutage(view.lastOutage, at),
    ["Pengiriman", view.sending ? "menyala" : "uji coba: hanya ditulis ke folder (siaga kirim nyalakan)"],
    ["WhatsApp", view.texts.wa],
    ["Email", view.texts.email],
    ["Impor terakhir", at(view.lastImportAt)],
    ["Laporan terbuka", `${whole(view.open)}, di antaranya ${whole(view.backlog)} tunggakan`],
    ["Terlambat", `${whole(view.late)} laporan terbuka melewati batas waktunya`],
    [
      "OPD belum dikenal",
      view.unknownOffices.length === 0
        ? "tidak ada"
        : `${view.unknownOffices.length} nama, ${sum(view.unknownOffices)} laporan menunggu dipetakan (siaga periksa)`,
    ],
    ...(view.unknownStatuses.length === 0
      ? []
      : [
          [
            "Status tak dikenal",
            `${view.unknownStatuses.map(({ text }) => `"${text}"`).join(", ")}, ${sum(view.unknownStatuses)} laporan (siaga periksa)`,
          ] as [string, string],
        ]),
    ["Eskalasi", `${whole(view.escalating)} berjalan, ${whole(view.held)} ditahan`],
    ["Berikutnya", at(view.nextDueAt)],
    ["Pesan", `${whole(view.waiting)} menunggu, ${whole(view.failed)} gagal`],
  ];
}

function sum(waiting: readonly { readonly complaints: number }[]): string {
  return whole(waiting.reduce((total, { complaints }) => total + complaints, 0));
}

function describeOutage(outage: Outage | null, at: (moment: Instant) => string): [string, string][] {
  return outage ? [["Terakhir mati", `${at(outage.from)} sampai ${at(outage.to)}`]] : [];
}

/** Complaints with an open clock past its limit, whichever and however many. */
function countLate(runs: readonly Escalation[], office: Office, now: Instant): number {
  const late = runs.filter((run) => {
    const limit = deadlineOf(office, run);
    return limit !== null && limit < now;
  });
  return new Set(late.map(({ trackingId }) => trackingId)).size;
}

function count(sql: Sql, now: Instant) {
  const number = (query: string, ...values: number[]) =>
    sql
      .prepare<number[], number>(query)
      .pluck()
      .get(...values) ?? 0;
  const moment = (query: string) => sql.prepare<[], number | null>(query).pluck().get() ?? null;
  return {
    open: number(`select count(*) from complaints where ${notEndedSql}`),
    backlog: number(`select count(*) from complaints where isBacklog = 1 and ${notEndedSql}`),
    unknownUnits: number("select count(*) from complaints where opdIsUnknown = 1"),
    escalating: number("select count(*) from escalations where state = 'running'"),
    held: number("select count(*) from escalations where state = 'held'"),
    due: number("select count(*) from escalations where dueAt <= ?", now),
    nextDueAt: moment("select min(dueAt) from escalations where dueAt is not null"),
    waiting: number("select count(*) from outbox where state in ('pending', 'sending')"),
    failed: number("select count(*) from outbox where state = 'failed'"),
    lastImportAt: moment("select max(lastOkAt) from sources where kind = 'file'"),
  };
}
