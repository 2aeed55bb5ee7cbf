import { type ComplaintSheet, describeComplaint } from "./complaint.ts";
import type { ComplaintView, DigestLine, DigestView } from "./contract.ts";
import { addressReader } from "./reader.ts";
import { type Tame, tameForMail } from "./tame.ts";
import { wordsOfClocks, workingDays } from "./words.ts";

interface SheetLine {
  readonly complaint: ComplaintSheet;
  /** null where it is the reader's own, who knows it. */
  readonly unit: string | null;
  /** Without the office, which stands above the group. */
  readonly facts: ComplaintSheet["facts"];
  /** The same without labels: "Infrastruktur", "Kec. Alalak", "masuk 16 Nov 2026", "menunggu 5 hari kerja". */
  readonly brief: readonly string[];
  /** For lists where a line must stay short. */
  readonly shortTitle: string | null;
  /** What it waits for, where the complaints of a digest wait for different things. */
  readonly pending: string | null;
  readonly unreachable: string | null;
  readonly told: string | null;
}

interface Group {
  readonly title: string;
  readonly count: number;
  readonly late: number;
  readonly lines: readonly SheetLine[];
}

const shortLength = 15;
const shortTitleLength = 50;
/** As many complaints as a telephone shows without much scrolling; of more, the offices are counted first. */
const glance = 8;

/** What the templates of digest/ are given as `it`: every complaint grouped by office, and the first few as one list. */
export function layOutDigest(view: DigestView, tame: Tame) {
  const lines = view.lines.toSorted(byLateness);
  const words = wordsOfClocks(lines.map(({ complaint }) => complaint.clockName));
  const isMixed = new Set(lines.map(({ complaint }) => complaint.clockName)).size > 1;
  const layOut = (line: DigestLine) => layOutLine(line, tame, { isMixed, reader: view.post });
  const total = countComplaints(lines);
  const role = view.role ?? "oversees";
  const isTask = role === "answers";
  const heading = `${total} laporan ${isTask ? `menunggu ${words.awaits}` : words.pending}`;
  const late = countComplaints(lines.filter(isLate));
  const first = lines.slice(0, shortLength);
  const groups = groupByUnit(lines, layOut);
  const isAllSecret = lines.every(({ complaint }) => complaint.isSecret);
  return {
    // what a locked telephone shows of it must be enough
    subject: `${heading}${isTask ? "" : lateWords(late, total)} – ${tameForMail(view.date, 60)}`,
    heading,
    date: tame(view.date, 60),
    ...addressReader(view.person, isAllSecret ? null : view.post, tame, view.date),
    role,
    summary: summarise(lines, tame),
    groups,
    overview: groups.length > 1 && total > glance ? groups : [],
    ...chooseLinks(lines, tame),
    first: first.map(layOut),
    rest: idsBeside(first, lines, tame),
  };
}

function lateWords(late: number, total: number): string {
  if (late === 0) return "";
  const many = late < total ? `${late} ` : total > 1 ? "semuanya " : "";
  return `, ${many}lewat batas waktu`;
}

function layOutLine(
  { complaint, unreachable, told }: DigestLine,
  tame: Tame,
  { isMixed, reader }: { isMixed: boolean; reader: string },
): SheetLine {
  const sheet = describeComplaint(complaint, tame);
  const isOwnUnit = complaint.unitName !== null && reader.endsWith(complaint.unitName);
  const facts = sheet.facts.filter(({ label }) => label !== "OPD");
  return {
    complaint: sheet,
    unit: isOwnUnit ? null : sheet.unit,
    facts,
    brief: facts.map(({ label, value }) => `${verbs[label] ?? ""}${value}`),
    shortTitle: sheet.title && tame(sheet.title, shortTitleLength),
    pending: isMixed && !sheet.isSecret ? `belum ${sheet.toBe}` : null,
    unreachable: complaint.isSecret || unreachable === null ? null : tame(unreachable),
    told: complaint.isSecret || told === null ? null : tame(told),
  };
}

const verbs: Readonly<Record<string, string>> = { "Masuk di LAPOR!": "masuk ", Menunggu: "menunggu " };

/**
 * `url`: the one address of all complaints, said once; null where each has its own. `door`: what a list without room for
 * addresses says instead: their one address, or the site that all of them are on.
 */
function chooseLinks(lines: readonly DigestLine[], tame: Tame) {
  const urls = lines
    .map(({ complaint }) => describeComplaint(complaint, tame).url)
    .filter((url) => url !== null);
  const only = onlyOne(urls);
  return {
    url: only,
    door: only ?? onlyOne(urls.map((url) => /^https?:\/\/[^/?#]+/u.exec(url)?.[0] ?? url)),
  };
}

function onlyOne(texts: readonly string[]): string | null {
  const [first = null, ...others] = new Set(texts);
  return others.length === 0 ? first : null;
}

/** How many are late, and where the one that is most so. */
function summarise(lines: readonly DigestLine[], tame: Tame) {
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
function groupByUnit(lines: readonly DigestLine[], layOut: (line: DigestLine) => SheetLine): Group[] {
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

function isLate({ complaint }: DigestLine): boolean {
  return complaint.lateDays !== null;
}

/** Those in no line of the short list: whoever is told of a complaint is given at least its number. */
function idsBeside(first: readonly DigestLine[], lines: readonly DigestLine[], tame: Tame): string[] {
  const listed = idsOf(first);
  return [...idsOf(lines)].filter((id) => !listed.has(id)).map((id) => tame(id, 20));
}

/** One complaint may stand here twice, once for each clock that runs. */
function countComplaints(lines: readonly DigestLine[]): number {
  return idsOf(lines).size;
}

function idsOf(lines: readonly DigestLine[]): Set<string> {
  return new Set(lines.map(({ complaint }) => complaint.trackingId));
}

function byLateness({ complaint: a }: DigestLine, { complaint: b }: DigestLine): number {
  return (
    (b.lateDays ?? -1) - (a.lateDays ?? -1) ||
    b.ageDays - a.ageDays ||
    a.trackingId.length - b.trackingId.length ||
    Number(a.trackingId > b.trackingId) - Number(a.trackingId < b.trackingId)
  );
}
