import type { Command } from "commander";
import type { Complaint, Status } from "../../complaints/contract.ts";
import { isEnded } from "../../complaints/status-words.ts";
import { completeNew, readEntry, readId, type Typed } from "../../sources/manual/read-entry.ts";
import { UserError } from "../../user-error.ts";
import { withBook } from "../shared/book.ts";
import { refuseUsage } from "../shared/commander-id.ts";
import { chooseOffice } from "./hand/choose-office.ts";
import type { AddOptions } from "./hand/options.ts";
import { type HandDesk, openHandDesk } from "./hand/desk.ts";
import { reportEntered } from "./hand/report.ts";

/** `siaga laporan tambah`: a complaint that no source brings, or a word about one that is there. */
export async function tambah(id: string | undefined, options: AddOptions, command: Command): Promise<void> {
  await withBook(async (db) => {
    const given = id === undefined ? await askId(command) : readId(id);
    const said = await completeUnlessKnown(given, options, openHandDesk(db));
    // the book went on while somebody answered: a source may have brought the complaint
    const desk = openHandDesk(db);
    const current = desk.find(given);
    const zone = desk.zone();
    const isSecret = readSecrecy(said);
    const unit = readOffice(said, current, desk);
    const { now, statusOf } = desk;
    const entry = readEntry(
      { ...said, ...(isSecret !== undefined && { isSecret }), ...(unit && { office: unit }) },
      { current, zone, now, statusOf },
    );
    if (current && entry.statusRaw) refuseToStop(current, entry.statusRaw, statusOf(entry.statusRaw));
    if (current && Object.keys(entry).length === 0)
      return reportEntered(desk, { before: current, after: current }, said.json ?? false);
    const entered = desk.enter({
      update: { trackingId: given, ...(current ? entry : completeNew(entry)) },
      asOf: !current || saysHowItStands(entry) ? now : null,
      action: "laporan.tambah",
      by: options.oleh ?? null,
    });
    return reportEntered(desk, entered, options.json ?? false);
  });
}

/** What stops a clock for good is asked about first, where those commands do it. */
function refuseToStop({ trackingId, status, answeredAt }: Complaint, words: string, next: Status): void {
  const command =
    isEnded(next) && !isEnded(status)
      ? `siaga laporan catat-selesai ${trackingId} --status "${words}"`
      : next === "in_progress" && status !== next && answeredAt === null
        ? `siaga laporan catat-tindak-lanjut ${trackingId}`
        : null;
  if (command !== null)
    throw new UserError(
      `--status itu menghentikan batas waktu laporan ${trackingId}, yang sudah tercatat di Siaga. Catat dengan: ${command}`,
    );
}

/** Whom the complaint is sent to; a disposition without a name is one to the office that has it. */
function readOffice(
  { opd, disposisi }: AddOptions,
  current: Complaint | null,
  desk: HandDesk,
): Typed["office"] {
  if (opd !== undefined) return chooseOffice(desk.office.people, opd);
  if (disposisi === undefined) return undefined;
  if (current && current.opdId !== null && current.opdName !== null)
    return { name: current.opdName, externalId: current.opdExternalId };
  throw new UserError(
    "Kepada siapa laporan didisposisikan belum disebut. Tambahkan --opd, misalnya --opd pupr.",
  );
}

/** A correction of words is no news: it does not make a complaint fresh that no source has confirmed. */
function saysHowItStands({ statusRaw, opdName, disposedAt }: ReturnType<typeof readEntry>): boolean {
  return statusRaw !== undefined || opdName !== undefined || disposedAt !== undefined;
}

function readSecrecy({ rahasia, bukanRahasia }: AddOptions): boolean | undefined {
  if (rahasia && bukanRahasia)
    throw new UserError("--rahasia dan --bukan-rahasia tertulis keduanya. Hapus salah satu.");
  return rahasia ? true : bukanRahasia ? false : undefined;
}

/** Of a new complaint it must be known when it came in, for its clocks, and whether it is secret, for its words. */
async function completeUnlessKnown(id: string, options: AddOptions, desk: HandDesk): Promise<AddOptions> {
  if (desk.find(id)) return options;
  desk.zone();
  const isComplete = options.masuk !== undefined && (options.rahasia || options.bukanRahasia);
  if (isComplete) return options;
  if (hasTerminal()) return (await import("./hand/ask.ts")).askRest(options, desk);
  throw new UserError(sayLacking(options));
}

function sayLacking({ masuk, rahasia, bukanRahasia }: AddOptions): string {
  const moment = 'kapan masuk di LAPOR!, misalnya --masuk "19-11-2026 10.10"';
  const secrecy = "rahasia atau tidak di LAPOR!: --rahasia atau --bukan-rahasia";
  const lacking = [masuk === undefined ? moment : "", rahasia || bukanRahasia ? "" : secrecy].filter(Boolean);
  return `Laporan ini belum tercatat di Siaga. Sebutkan juga ${lacking.join("; dan ")}.`;
}

async function askId(command: Command): Promise<string> {
  if (hasTerminal()) return readId(await (await import("./hand/ask.ts")).askId());
  return refuseUsage(
    command,
    "Nomor laporan belum disebut, misalnya: siaga laporan tambah 9100001 --masuk …",
  );
}

function hasTerminal(): boolean {
  return process.stdin.isTTY && process.stdout.isTTY;
}
