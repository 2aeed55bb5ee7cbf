import type { Db } from "../../../db/open.ts";
import type { Calendar, Instant } from "../../calendar/contract.ts";
import { parseLocalInstant } from "../../calendar/format.ts";
import { loadOffice } from "../../desk/office.ts";
import { openShadowBook } from "../../simulation/book.ts";
import { listMessages, type SimulatedMessage } from "../../simulation/lines.ts";
import { readHistory } from "../../simulation/read-history.ts";
import { readLives } from "../../simulation/read-lives.ts";
import { simulate } from "../../simulation/simulate.ts";
import type { Happening } from "../../simulation/timeline.ts";
import { UserError } from "../../user-error.ts";
import { currentInstant, withBook } from "../shared/book.ts";
import { calendarOfPemda } from "../shared/place.ts";
import { printJsonLines } from "../shared/print.ts";
import { showProgress } from "../shared/progress.ts";
import { printComparison } from "./compare.ts";
import { printStory } from "./story.ts";
import { useRules } from "./use-rules.ts";

interface Options {
  readonly berkas?: string;
  readonly dariRiwayat?: boolean;
  readonly mulai: string;
  readonly sampai: string;
  readonly banding?: string;
  readonly json?: boolean;
}

interface Span {
  readonly from: Instant;
  readonly to: Instant;
}

/** Plays the past and prints every message that would be sent. Sends nothing and changes nothing. */
export async function simulasi(options: Options): Promise<void> {
  if (Boolean(options.berkas) === Boolean(options.dariRiwayat))
    throw new UserError("Pilih satu sumber: --berkas BERKAS atau --dari-riwayat.");
  await withBook(async (db) => {
    const office = loadOffice(db.sql, { wa: true, email: true });
    if (!office.people.root)
      throw new UserError(
        "Belum ada OPD dan kontak untuk disimulasikan. Jalankan dahulu: siaga konfig impor BERKAS.yaml.",
      );
    const calendar = calendarOfPemda(db.sql, office);
    const span = readSpan(options, calendar);
    const happenings = options.berkas ? await fromFile(db, options.berkas) : readHistory(db.sql);
    const messages = play(db, { happenings, span });
    if (options.banding) {
      const proposed = play(db, { happenings, span, rulesFile: options.banding });
      return printComparison({ today: messages, proposed, calendar, span }, options.json ?? false);
    }
    if (options.json) return printJsonLines(messages);
    printStory(messages, { calendar, ...span });
  });
}

function readSpan({ mulai, sampai }: Options, calendar: Calendar): Span {
  const from = parseLocalInstant(mulai, calendar);
  const to = parseLocalInstant(sampai, calendar);
  if (to <= from) throw new UserError(`--sampai (${sampai}) harus sesudah --mulai (${mulai}).`);
  return { from, to };
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

async function fromFile({ sql }: Db, path: string): Promise<readonly Happening[]> {
  const progress = showProgress("Membaca", "baris");
  const zone =
    sql.prepare<[], string>("select zone from sources where source = 'file'").pluck().get() ?? "UTC";
  const lives = await readLives(path, {
    offsetMinutes: offsets[zone] ?? 0,
    now: currentInstant(),
    onProgress: progress.update,
  });
  progress.end();
  for (const { row, column, reason } of lives.refused) say(`Baris ${row}, kolom ${column}: ${reason}`);
  if (!lives.isDetailed)
    say(
      `Ekspor ini tidak memuat waktu disposisi dan tindak lanjut: hasilnya hanya menjawab "seandainya tidak dijawab". ${lives.leftOut} laporan yang sudah ditanggapi atau berakhir tidak diikutkan.`,
    );
  return lives.happenings;
}

const offsets: Record<string, number> = {
  UTC: 0,
  "Asia/Jakarta": 420,
  "Asia/Makassar": 480,
  "Asia/Jayapura": 540,
};

interface Play {
  readonly happenings: readonly Happening[];
  readonly span: Span;
  readonly rulesFile?: string;
}

function play(db: Db, { happenings, span, rulesFile }: Play): SimulatedMessage[] {
  const shadow = openShadowBook(db.path);
  try {
    if (rulesFile) useRules(shadow, rulesFile);
    const progress = showProgress("Memutar", "peristiwa");
    simulate({
      db: shadow,
      happenings,
      ...span,
      onProgress: (done, total) => progress.update(done, total, done),
    });
    progress.end();
    return listMessages(shadow, span.from, span.to);
  } finally {
    shadow.close();
  }
}
