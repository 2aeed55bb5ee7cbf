import { describeWork } from "./advice.ts";
import type { Calendar, Instant } from "../../calendar/contract.ts";
import { isRunning } from "../../lock.ts";
import type { Message } from "../../outbox/contract.ts";
import { UserError } from "../../user-error.ts";
import { placeAt, shortMoment } from "../laporan/lihat/moments.ts";
import { chooseUnit } from "../people/choose.ts";
import { currentInstant, withBook } from "../shared/book.ts";
import { openCommandDesk } from "../shared/command-desk.ts";
import { readConfig } from "../shared/config-file/read-book.ts";
import { calendarOfPemda } from "../shared/place.ts";
import { printJsonLines, printLine } from "../shared/print.ts";
import { wrap } from "../shared/wrap.ts";
import { describeSubject, parseStates } from "./messages.ts";
import { asJson, describeReader, describeState } from "./view.ts";
import { openWaits, type Wait } from "./waits.ts";
import type { CommandDesk } from "./words.ts";

interface Options {
  readonly status?: string;
  readonly opd?: string;
  readonly jumlah: string;
  readonly json?: boolean;
}

/** `siaga pesan daftar`: what waits in the order in which it will leave, then what failed and what to do about it. */
export async function daftar({ status, opd, jumlah, json = false }: Options): Promise<void> {
  const states = parseStates(status);
  const most = parseMost(jumlah);
  await withBook((db) => {
    const desk = openCommandDesk(db);
    const unit = opd === undefined ? null : chooseUnit(readConfig(db.sql), opd).id;
    const now = currentInstant();
    const calendar = calendarOfPemda(db.sql, desk.office);
    const waitOf = openWaits(db.sql, { calendar, isRunning: isRunning(db.path), now });
    const rows = readRows(desk, states)
      .map((row) => ({ row, wait: isWaiting(row) ? waitOf(row) : null }))
      .filter(({ row }) => unit === null || row.unitId === unit);
    if (json)
      return printJsonLines(
        rows.map(({ row, wait }) => asJson(row, wait, { calendar, office: desk.office })),
      );
    printSections({ desk, calendar, now, most }, rows);
    return undefined;
  });
}

function parseMost(text: string): number {
  if (/^[1-9]\d{0,5}$/u.test(text)) return Number(text);
  throw new UserError(`--jumlah "${text}" bukan jumlah. Tulis bilangan bulat, misalnya 50.`);
}

function isWaiting({ state }: Message): boolean {
  return state === "pending" || state === "sending";
}

/** What waits in the order of leaving; all else by when it came about, the latest first. */
function readRows({ sql }: CommandDesk, states: readonly Message["state"][]): Message[] {
  const rows = sql
    .prepare<[string], Message>(
      "select * from outbox where state in (select value from json_each(?)) order by id desc",
    )
    .all(JSON.stringify(states));
  const waiting = rows
    .filter(isWaiting)
    .sort((one, other) => rank(one) - rank(other) || one.notBefore - other.notBefore || one.id - other.id);
  return [...waiting, ...rows.filter((row) => !isWaiting(row))];
}

/** Answers and alarms leave first. */
function rank({ state, kind }: Message): number {
  if (state === "sending") return 0;
  return kind === "reply" || kind === "alarm" ? 1 : 2;
}

interface Page {
  readonly desk: CommandDesk;
  readonly calendar: Calendar;
  readonly now: Instant;
  /** Of each section. */
  readonly most: number;
}

interface Listed {
  readonly row: Message;
  readonly wait: Wait | null;
}

function printSections(page: Page, rows: readonly Listed[]): void {
  const failed = rows.filter(({ row }) => row.state === "failed");
  const rest = rows.filter(({ row }) => !isWaiting(row) && row.state !== "failed");
  printSection(
    "Menunggu",
    rows.filter(({ row }) => isWaiting(row)),
    page,
  );
  printSection("Gagal", failed, page);
  printSection("Selesai", rest, page);
  if (rows.length === 0)
    printLine("Tidak ada pesan yang menunggu atau gagal. Semuanya: siaga pesan daftar --status semua");
}

function printSection(title: string, rows: readonly Listed[], page: Page): void {
  if (rows.length === 0) return;
  const { calendar, now, most, desk } = page;
  const place = placeAt(calendar, now);
  printLine(`${title} (${rows.length})`);
  for (const { row, wait } of rows.slice(0, most)) {
    const head = `${String(row.id).padStart(6)}  `;
    for (const line of wrap(`${describeReader(desk.office, row)} · ${describeSubject(row)}`, head))
      printLine(line);
    for (const line of wrap(
      describeState(row, wait, (at) => shortMoment(place, at)),
      " ".repeat(head.length),
    ))
      printLine(line);
    const work = describeWork(desk, row);
    if (work) for (const line of wrap(work, `${" ".repeat(head.length)}→ `)) printLine(line);
  }
  if (rows.length > most) printLine(`        … ${rows.length - most} lagi: tambahkan --jumlah`);
}
