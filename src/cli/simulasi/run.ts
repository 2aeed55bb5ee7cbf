import type { Db } from "../../../db/open.ts";
import type { Calendar, Instant } from "../../calendar/contract.ts";
import { parseLocalInstant } from "../../calendar/format.ts";
import { loadOffice } from "../../desk/office.ts";
import type { RuleDraft } from "../../rules/draft.ts";
import { UserError } from "../../user-error.ts";
import { readRulesFile } from "../aturan/read-rules-file.ts";
import { withBook } from "../shared/book.ts";
import { calendarOfPemda } from "../shared/place.ts";
import { printJson, printJsonLines, printLine } from "../shared/print.ts";
import { describeChart } from "./chart/describe.ts";
import { checkPictureName, drawChart } from "./chart/draw.ts";
import { printComparison } from "./compare.ts";
import { compareMessages } from "./comparison.ts";
import { fromFile, fromHistory, type Past } from "./happenings.ts";
import type { Measure } from "./levels.ts";
import { type Frame, play } from "./play.ts";
import { describeProposal, refuseStrangers } from "./proposal.ts";
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
    if (proposed) refuseStrangers(db.sql, proposed);
    const calendar = calendarOfPemda(db.sql, office);
    const frame = { calendar, root, ...readSpan(options, calendar) };
    const past = options.berkas ? await fromFile(db, options.berkas, frame) : fromHistory(db, frame);
    if (proposed) return compare(db, { past, frame, proposed, options });
    const played = play(db, { happenings: past.happenings, frame });
    if (options.json) return printJsonLines(played.messages);
    printStory(played, frame);
  });
}

function checkOptions({ banding, gambar }: Options): void {
  if (gambar === undefined) return;
  if (banding === undefined)
    throw new UserError("--gambar menggambar perbandingan. Tambahkan --banding BERKAS.yaml.");
  checkPictureName(gambar);
}

interface Comparing {
  readonly past: Past;
  readonly frame: Frame & Pick<Measure, "root">;
  readonly proposed: readonly RuleDraft[];
  readonly options: Options;
}

async function compare(db: Db, { past, frame, proposed, options }: Comparing): Promise<void> {
  const { happenings, whatIf } = past;
  const today = play(db, { happenings, frame });
  const later = play(db, { happenings, frame, rules: proposed });
  const comparison = compareMessages(today.messages, later.messages, frame);
  const changes = describeProposal(db.sql, proposed, frame.root);
  if (options.json) printJson({ ...comparison, changes });
  else printComparison(comparison, changes, today.complaints);
  if (options.gambar === undefined) return;
  const told = new Set([...today.messages, ...later.messages].map(({ trackingId }) => trackingId)).size;
  await drawChart(describeChart(comparison, { ...frame, told, changes, whatIf }), options.gambar);
  if (!options.json) printLine(`Gambar: ${options.gambar}`);
}

function readSpan({ mulai, sampai }: Options, calendar: Calendar): { from: Instant; to: Instant } {
  const from = parseLocalInstant(mulai, calendar);
  const to = parseLocalInstant(sampai, calendar);
  if (to <= from) throw new UserError(`--sampai (${sampai}) harus sesudah --mulai (${mulai}).`);
  return { from, to };
}
