import type { Db } from "../../../db/open.ts";
import type { Calendar, Instant } from "../../calendar/contract.ts";
import { formatInstant, parseLocalInstant } from "../../calendar/format.ts";
import { loadOffice } from "../../desk/office.ts";
import { openShadowBook } from "../../simulation/book.ts";
import { listMessages, type SimulatedMessage } from "../../simulation/lines.ts";
import { readHistory } from "../../simulation/read-history.ts";
import { readLives } from "../../simulation/read-lives.ts";
import { simulate } from "../../simulation/simulate.ts";
import type { Happening } from "../../simulation/timeline.ts";
import type { RuleDraft } from "../../rules/draft.ts";
import { UserError } from "../../user-error.ts";
import { readRulesFile } from "../aturan/read-rules-file.ts";
import { currentInstant, withBook } from "../shared/book.ts";
import { calendarOfPemda } from "../shared/place.ts";
import { printJson, printJsonLines, printLine } from "../shared/print.ts";
import { showProgress } from "../shared/progress.ts";
import { describeChart } from "./chart/describe.ts";
import { checkPictureName, drawChart } from "./chart/draw.ts";
import { printComparison } from "./compare.ts";
import { compareMessages } from "./comparison.ts";
import type { Frame } from "./levels.ts";
import { describeProposal, useRules } from "./proposal.ts";
import { printStory } from "./story.ts";

interface Options {
  readonly berkas?: string;
  readonly dariRiwayat?: boolean;
  readonly mulai: string;
  readonly sampai: string;
  readonly banding?: string;
  readonly gambar?: string;
  readonly json?: boolean;
}

/** Plays the past and prints every message that would be sent. Sends nothing and changes nothing. */
export async function simulasi(options: Options): Promise<void> {
  checkOptions(options);
  const proposed = options.banding ? readRulesFile(options.banding, undefined) : null;
  await withBook(async (db) => {
    const office = loadOffice(db.sql, { wa: true, email: true });
    const { root } = office.people;
    if (!root)
      throw new UserError(
        "Belum ada OPD dan kontak untuk disimulasikan. Jalankan dahulu: siaga konfig impor BERKAS.yaml.",
      );
    const calendar = calendarOfPemda(db.sql, office);
    const frame = { calendar, root, ...readSpan(options, calendar) };
    const happenings = options.berkas
      ? await fromFile(db, options.berkas)
      : fromHistory(db, frame.to, calendar);
    if (proposed) return compare(db, { happenings, frame, proposed, options });
    const messages = play(db, { happenings, frame });
    if (options.json) return printJsonLines(messages);
    printStory(messages, frame);
  });
}

function checkOptions({ berkas, dariRiwayat, banding, gambar }: Options): void {
  if (Boolean(berkas) === Boolean(dariRiwayat))
    throw new UserError("Pilih satu sumber: --berkas BERKAS atau --dari-riwayat.");
  if (gambar === undefined) return;
  if (banding === undefined)
    throw new UserError("--gambar melukis perbandingan. Tambahkan --banding BERKAS.yaml.");
  checkPictureName(gambar);
}

interface Comparing {
  readonly happenings: readonly Happening[];
  readonly frame: Frame & { readonly calendar: Calendar };
  readonly proposed: readonly RuleDraft[];
  readonly options: Options;
}

async function compare(db: Db, { happenings, frame, proposed, options }: Comparing): Promise<void> {
  const today = play(db, { happenings, frame });
  const later = play(db, { happenings, frame, rules: proposed });
  const comparison = compareMessages(today, later, frame);
  const changes = describeProposal(db.sql, proposed, frame.root);
  if (options.json) printJson({ ...comparison, changes });
  else printComparison(comparison, changes);
  if (options.gambar === undefined) return;
  const complaints = new Set([...today, ...later].map(({ trackingId }) => trackingId)).size;
  await drawChart(describeChart(comparison, { ...frame, complaints, changes }), options.gambar);
  if (!options.json) printLine(`Gambar: ${options.gambar}`);
}

function readSpan({ mulai, sampai }: Options, calendar: Calendar): { from: Instant; to: Instant } {
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

function fromHistory({ sql }: Db, to: Instant, calendar: Calendar): readonly Happening[] {
  const now = currentInstant();
  if (to > now)
    say(`Sesudah ${formatInstant(calendar, now)} hasilnya hanya menjawab "seandainya tidak dijawab".`);
  return readHistory(sql);
}

const offsets: Record<string, number> = {
  UTC: 0,
  "Asia/Jakarta": 420,
  "Asia/Makassar": 480,
  "Asia/Jayapura": 540,
};

interface Play {
  readonly happenings: readonly Happening[];
  readonly frame: Frame;
  /** In place of the book's own of the same names. */
  readonly rules?: readonly RuleDraft[];
}

function play(db: Db, { happenings, frame: { from, to }, rules = [] }: Play): SimulatedMessage[] {
  const shadow = openShadowBook(db.path);
  try {
    useRules(shadow.sql, rules);
    const progress = showProgress("Memutar", "peristiwa");
    simulate({
      db: shadow,
      happenings,
      from,
      to,
      onProgress: (done, total) => progress.update(done, total, done),
    });
    progress.end();
    return listMessages(shadow, from, to);
  } finally {
    shadow.close();
  }
}
