import type { Db } from "../../../db/open.ts";
import { addCalendarDays, startOfDate } from "../../calendar/arithmetic.ts";
import type { Calendar, Instant } from "../../calendar/contract.ts";
import { formatDate, formatInstant } from "../../calendar/format.ts";
import { openComplaintBook } from "../../complaints/store.ts";
import { readSource } from "../../desk/file-source.ts";
import { readHistory } from "../../simulation/read-history.ts";
import { type Lives, readLives } from "../../simulation/read-lives.ts";
import type { Happening } from "../../simulation/timeline.ts";
import { currentInstant } from "../shared/book.ts";
import { whole } from "../shared/print.ts";
import { showProgress } from "../shared/progress.ts";

/** What is known of the past. */
export interface Past {
  readonly happenings: readonly Happening[];
  /** What of it only answers "what if nobody had answered"; null: nothing. */
  readonly whatIf: "all" | "end" | null;
}

interface Until {
  readonly to: Instant;
  readonly calendar: Calendar;
}

/** What the operator must know of the answer stands on stderr, beside it. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

const mostRefused = 20;

/** The lives that an export tells. */
export async function fromFile({ sql }: Db, path: string, until: Until): Promise<Past> {
  const progress = showProgress("Membaca", "baris");
  const { offsetMinutes, aliases } = readSource(sql);
  const lives = await readLives(path, {
    offsetMinutes,
    aliases,
    now: currentInstant(),
    statusWords: openComplaintBook(sql).addedStatusWords(),
    onProgress: progress.update,
  });
  progress.end();
  for (const { row, column, reason } of lives.refused.slice(0, mostRefused))
    say(`Baris ${row}, kolom ${column}: ${reason}`);
  if (lives.refused.length > mostRefused)
    say(`… dan ${lives.refused.length - mostRefused} baris lain ditolak.`);
  return { happenings: lives.happenings, whatIf: sayColumns(lives) ?? sayEnd(lives, until) };
}

/** Whether the file cannot say when complaints were answered, which of its columns are not read, and what is missing. */
function sayColumns({ columns, isDetailed, undated }: Lives): Past["whatIf"] {
  for (const { column, name } of columns.lookalikes)
    say(`Kolom "${column}" diabaikan. Bila maksudnya ${name}, beri nama itu.`);
  if (columns.missing.length === 0) return null;
  const head = `Berkas ini tidak memuat kolom ${listNames(columns.missing)}:`;
  const isOpenEnded = isDetailed && columns.has("firstFollowUpAt");
  if (isOpenEnded && columns.has("closedAt")) {
    say(`${head} penundaan tidak diperhitungkan.`);
    return null;
  }
  const verb = isOpenEnded ? "diselesaikan" : "dijawab";
  const fate = isDetailed ? `ikut diputar seolah-olah tidak pernah ${verb}` : "tidak diikutkan";
  const settled = isOpenEnded ? "berakhir" : "sudah ditanggapi atau berakhir";
  say(
    `${head} hasilnya hanya menjawab "seandainya tidak ${verb}". ${whole(undated)} laporan yang statusnya ${settled} ${fate}.`,
  );
  return isOpenEnded ? null : "all";
}

function listNames(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} dan ${names.at(-1)}`;
}

/** What a file says ends with the day it was made, or else with today. */
function sayEnd({ generatedOn }: Pick<Lives, "generatedOn">, { to, calendar }: Until): Past["whatIf"] {
  const now = currentInstant();
  const end = generatedOn === null ? now : startOfDate(calendar, addCalendarDays(generatedOn, 1));
  if (to <= end) return null;
  const last =
    generatedOn === null ? formatInstant(calendar, now) : `${formatDate(generatedOn)} (Tanggal Generate)`;
  say(`Sesudah ${last} hasilnya hanya menjawab "seandainya tidak dijawab".`);
  return "end";
}

/** The lives that the bot itself saw. */
export function fromHistory({ sql }: Db, until: Until): Past {
  return { happenings: readHistory(sql), whatIf: sayEnd({ generatedOn: null }, until) };
}
