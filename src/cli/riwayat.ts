import { Command } from "commander";
import type { Sql } from "../../db/open.ts";
import { formatInstant, isoWithOffset, parseLocalInstant } from "../calendar/format.ts";
import type { Calendar, Instant } from "../calendar/contract.ts";
import { loadOffice } from "../desk/office.ts";
import { UserError } from "../user-error.ts";
import { describeAct } from "./riwayat/describe-act.ts";
import { describeApplication } from "./riwayat/describe-application.ts";
import { describeDifference } from "./riwayat/describe-difference.ts";
import { withBookOrShipped } from "./shared/book.ts";
import { calendarOfPemda } from "./shared/place.ts";
import { printJsonLines, printLine } from "./shared/print.ts";
import { wrap } from "./shared/wrap.ts";

interface Options {
  readonly jenis?: string;
  readonly sejak?: string;
  readonly jumlah: string;
  readonly json?: true;
}

/** `siaga riwayat`: who changed what, the latest first. */
export function build(): Command {
  return new Command("riwayat")
    .description("siapa mengubah apa dan kapan: aturan, kontak, OPD, kalender, pengiriman")
    .option("--jenis <jenis>", `hanya perubahan ini: ${kinds.join(", ")}`)
    .option("--sejak <tanggal>", "hanya sejak tanggal ini, misalnya 2026-11-20")
    .option("--jumlah <n>", "paling banyak sekian, yang terbaru", "20")
    .option("--json", "satu perubahan per baris, lengkap sebelum dan sesudahnya")
    .action((options: Options) => riwayat(options));
}

const kinds = [
  "aturan",
  "jabatan",
  "kalender",
  "kirim",
  "konfig",
  "kontak",
  "laporan",
  "opd",
  "pesan",
  "sumber",
  "wa",
];

interface AuditRow {
  readonly id: number;
  readonly at: Instant;
  readonly osUser: string;
  readonly by: string | null;
  readonly action: string;
  readonly subject: string;
  readonly before: string | null;
  readonly after: string | null;
}

async function riwayat({ jenis, sejak, jumlah, json }: Options): Promise<void> {
  const count = parseCount(jumlah);
  await withBookOrShipped(({ sql }) => {
    const calendar = calendarOfPemda(sql, loadOffice(sql, { wa: false, email: false }));
    const since = sejak === undefined ? null : parseLocalInstant(sejak, calendar);
    const kind = jenis === undefined ? null : checkKind(sql, jenis);
    const rows = readAudit(sql, { kind, since });
    const shown = rows.slice(0, count);
    if (json) return printJsonLines(shown.map((row) => rowAsJson(row, calendar)));
    for (const line of shown.flatMap((row) => describeRow(row, calendar))) printLine(line);
    if (rows.length === 0) printLine("Tidak ada perubahan yang tercatat.");
    if (rows.length > count) printLine(`… ${rows.length - count} perubahan lebih lama: tambahkan --jumlah.`);
    return undefined;
  });
}

function parseCount(text: string): number {
  if (/^[1-9]\d{0,5}$/u.test(text)) return Number(text);
  throw new UserError(`--jumlah "${text}" bukan jumlah. Tulis bilangan bulat, misalnya 50.`);
}

/** Also those that only the book knows, so that nothing is hidden. */
function checkKind(sql: Sql, jenis: string): string {
  const kind = jenis.trim().toLowerCase();
  const actions = sql.prepare<[], string>("select distinct action from audit").pluck().all();
  const known = new Set([...kinds, ...actions.map(kindOf)]);
  if (known.has(kind)) return kind;
  throw new UserError(`Jenis "${jenis}" tidak ada. Pilih: ${[...known].toSorted().join(", ")}.`);
}

function kindOf(action: string): string {
  return action.split(".")[0] ?? action;
}

interface Question {
  readonly kind: string | null;
  readonly since: Instant | null;
}

/** The latest first. A whole configuration changes several kinds: its entries count by what they are about. */
function readAudit(sql: Sql, { kind, since }: Question): AuditRow[] {
  return sql
    .prepare<[Instant], AuditRow>("select * from audit where at >= ? order by id desc")
    .all(since ?? 0)
    .filter(
      ({ action, subject }) =>
        kind === null || kindOf(action) === kind || subject.toLowerCase().startsWith(`${kind} `),
    );
}

function describeRow(row: AuditRow, calendar: Calendar): string[] {
  const who = row.by === null ? row.osUser : `${row.by} (${row.osUser})`;
  const head = `${formatInstant(calendar, row.at)} · ${row.action.replaceAll(".", " ")} · oleh ${who}`;
  const difference = { subject: row.subject, before: parse(row.before), after: parse(row.after) };
  const act = describeAct(row.action, difference);
  const lines = act === null ? describeApplication(row.action, difference) : wrap(act, "  ");
  return [...wrap(head), ...(lines ?? describeDifference(difference))];
}

function rowAsJson({ at, before, after, ...row }: AuditRow, calendar: Calendar): Record<string, unknown> {
  return { ...row, at: isoWithOffset(calendar, at), before: parse(before), after: parse(after) };
}

function parse(text: string | null): unknown {
  return text === null ? null : (JSON.parse(text) as unknown);
}
