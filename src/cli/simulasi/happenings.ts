import type { Db } from "../../../db/open.ts";
import type { Calendar, Instant } from "../../calendar/contract.ts";
import { formatInstant } from "../../calendar/format.ts";
import { openComplaintBook } from "../../complaints/store.ts";
import { readSource } from "../../desk/file-source.ts";
import { readHistory } from "../../simulation/read-history.ts";
import { readLives } from "../../simulation/read-lives.ts";
import type { Happening } from "../../simulation/timeline.ts";
import { currentInstant } from "../shared/book.ts";
import { showProgress } from "../shared/progress.ts";

/** What is known of the past. */
export interface Past {
  readonly happenings: readonly Happening[];
  /** All of it, or its end, only answers "what if nobody had answered". */
  readonly isWhatIf: boolean;
}

/** What the operator must know of the answer stands on stderr, beside it. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

const mostRefused = 20;

/** The lives that an export tells. */
export async function fromFile({ sql }: Db, path: string): Promise<Past> {
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
  if (!lives.isDetailed)
    say(
      `Ekspor ini tidak memuat waktu disposisi dan tindak lanjut: hasilnya hanya menjawab "seandainya tidak dijawab". ${lives.leftOut} laporan yang sudah ditanggapi atau berakhir tidak diikutkan.`,
    );
  return { happenings: lives.happenings, isWhatIf: !lives.isDetailed };
}

/** The lives that the bot itself saw. */
export function fromHistory({ sql }: Db, to: Instant, calendar: Calendar): Past {
  const now = currentInstant();
  if (to > now)
    say(`Sesudah ${formatInstant(calendar, now)} hasilnya hanya menjawab "seandainya tidak dijawab".`);
  return { happenings: readHistory(sql), isWhatIf: to > now };
}
