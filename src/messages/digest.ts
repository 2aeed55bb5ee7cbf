import { type ComplaintSheet, describeComplaint } from "./complaint.ts";
import type { ComplaintView, DigestView } from "./contract.ts";
import { addressReader } from "./reader.ts";
import { type Tame, tameForMail } from "./tame.ts";
import { wordsOfClocks, workingDays } from "./words.ts";

type ViewLine = DigestView["lines"][number];

interface SheetLine {
  readonly complaint: ComplaintSheet;
  /** null where it is the reader's own, who knows it. */
  readonly unit: string | null;
  /** Without the office, which stands above the group. */
  readonly facts: ComplaintSheet["facts"];
  /** For lists where a line must stay short. */
  readonly shortTitle: string | null;
  /** What it waits for, where the complaints of a digest wait for different things. */
  readonly pending: string | null;
  readonly unreachable: string | null;
}

interface Group {
  readonly title: string;
  readonly count: number;
  readonly late: number;
  readonly lines: readonly SheetLine[];
}

const shortLength = 15;
const shortTitleLength = 50;

/** What the templates of digest/ are given as `it`: every complaint grouped by office, and the first few as one list. */
export function layOutDigest(view: DigestView, tame: Tame) {
  const lines = view.lines.toSorted(byLateness);
  const words = wordsOfClocks(lines.map(({ complaint }) => complaint.clockName));
  const isMixed = new Set(lines.map(({ complaint }) => complaint.clockName)).size > 1;
  const layOut = (line: ViewLine) => layOutLine(line, tame, { isMixed, reader: view.post });
  const total = countComplaints(lines);
  const role = view.role ?? "oversees";
  const isTask = role === "answers";
  const heading = isTask ? `${total} laporan menunggu ${words.awaits}` : `Ringkasan laporan ${words.pending}`;
  const first = lines.slice(0, shortLength);
  const isAllSecret = lines.every(({ complaint }) => complaint.isSecret);
  return {
    subject: `${heading} – ${tameForMail(view.date, 60)}${isTask ? "" : ` (${total} laporan)`}`,
    heading,
    date: tame(view.date, 60),
    reader: addressReader(view.person, isAllSecret ? null : view.post, tame),
    role,
    summary: summarise(lines, tame),
    groups: groupByUnit(lines, layOut),
    first: first.map(layOut),
    rest: total - countComplaints(first),
  };
}

function layOutLine(
  { complaint, unreachable }: ViewLine,
  tame: Tame,
  { isMixed, reader }: { isMixed: boolean; reader: string },
): SheetLine {
  const sheet = describeComplaint(complaint, tame);
  const isOwnUnit = complaint.unitName !== null && reader.endsWith(complaint.unitName);
  return {
    complaint: sheet,
    unit: isOwnUnit ? null : sheet.unit,
    facts: sheet.facts.filter(({ label }) => label !== "OPD"),
    shortTitle: sheet.title && tame(sheet.title, shortTitleLength),
    pending: isMixed && !sheet.isSecret ? `belum ${sheet.toBe}` : null,
    unreachable: complaint.isSecret || unreachable === null ? null : tame(unreachable),
  };
}

/** How many are late, and where the one that is most so. */
function summarise(lines: readonly ViewLine[], tame: Tame) {
  const late = lines.filter(isLate);
  const [worst] = late;
  return {
    total: countComplaints(lines),
    late: countComplaints(late),
    worstDays: worst?.complaint.lateDays ? workingDays(worst.complaint.lateDays) : null,
    worstUnit: worst ? describeComplaint(worst.complaint, tame).unit : null,
  };
}

/** The office that waits longest first; secret complaints come last, under no office's name. */
function groupByUnit(lines: readonly ViewLine[], layOut: (line: ViewLine) => SheetLine): Group[] {
  const byUnit = Map.groupBy(lines, ({ complaint }) => groupTitle(complaint));
  const secret = byUnit.get(secretTitle);
  byUnit.delete(secretTitle);
  if (secret) byUnit.set(secretTitle, secret);
  return [...byUnit].map(([title, members]) => ({
    title,
    count: countComplaints(members),
    late: countComplaints(members.filter(isLate)),
    lines: members.map(layOut),
  }));
}

const secretTitle = "Rincian hanya di LAPOR!";

function groupTitle({ isSecret, unitName }: ComplaintView): string {
  if (isSecret) return secretTitle;
  return tameForMail(unitName ?? "") || "Belum diteruskan ke OPD";
}

function isLate({ complaint }: ViewLine): boolean {
  return complaint.lateDays !== null;
}

/** One complaint may stand here twice, once for each clock that runs. */
function countComplaints(lines: readonly ViewLine[]): number {
  return new Set(lines.map(({ complaint }) => complaint.trackingId)).size;
}

function byLateness({ complaint: a }: ViewLine, { complaint: b }: ViewLine): number {
  return (
    (b.lateDays ?? -1) - (a.lateDays ?? -1) ||
    b.ageDays - a.ageDays ||
    a.trackingId.length - b.trackingId.length ||
    Number(a.trackingId > b.trackingId) - Number(a.trackingId < b.trackingId)
  );
}
