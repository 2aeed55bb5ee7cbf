import type { Calendar } from "../../calendar/contract.ts";
import { localDate } from "../../calendar/arithmetic.ts";
import { formatDate, formatTime, formatWeekday, parseLocalInstant, zoneName } from "../../calendar/format.ts";
import { countBy } from "../simulasi/figures.ts";
import { printLine, printTable, whole } from "../shared/print.ts";
import { wrap } from "../shared/wrap.ts";
import type { Shift } from "./shifts.ts";

const mostRows = 200;
const personWidth = 31;
const wayWidth = 18;

/** What a change means for open complaints. */
export interface Outlook {
  readonly shifts: readonly Shift[];
  /** How many complaints the rule has open. */
  readonly open: number;
  /** What is to be known beside it, one sentence each. */
  readonly notes: readonly string[];
}

/** The conclusion: a table of hundreds of lines comes after it, and may be left unread. */
export function printSummary({ shifts, open, notes }: Outlook): void {
  const changed = countComplaints(shifts);
  if (changed > 0)
    printLine(
      `${whole(changed)} laporan terbuka berubah, ${whole(Math.max(0, open - changed))} lainnya tetap.`,
    );
  else
    printLine(
      open === 0
        ? "Tidak ada laporan terbuka yang berubah."
        : `${whole(open)} laporan terbuka: waktu, penerima, dan saluran pesannya tetap.`,
    );
  for (const line of summarize(shifts)) printLine(line);
  for (const note of notes) for (const line of wrap(note)) printLine(line);
}

/** Which open complaints change, who would be told what and when. */
export function printShifts(shifts: readonly Shift[], calendar: Calendar): void {
  if (shifts.length === 0) return;
  printLine(`Bila tidak ada yang menjawab (waktu ${zoneName(calendar.zone)}):`);
  printTable(
    ["Laporan", "OPD", "Yang diberi tahu", "Semula", "Menjadi"],
    shifts
      .slice(0, mostRows)
      .map((shift) => [
        shift.trackingId,
        shift.unit,
        wrap(describeWho(shift), "", personWidth).join("\n"),
        shortMoment(shift.before, calendar),
        describeOutcome(shift, calendar),
      ]),
    "",
  );
  if (shifts.length > mostRows)
    printLine(`… dan ${whole(shifts.length - mostRows)} perubahan lagi (lihat semuanya dengan --json).`);
}

export function countComplaints(shifts: readonly Shift[]): number {
  return new Set(shifts.map(({ trackingId }) => trackingId)).size;
}

/** "kepala: Budi Kadis PUPR", "admin, pengingat 2: Andi, Aisyah" */
function describeWho({ post, kind, occurrence, people }: Shift): string {
  const what: Record<string, string> = {
    reminder: `, pengingat ${occurrence}`,
    digest: ", ringkasan",
    alarm: ", peringatan",
    moved: ", dialihkan",
  };
  return `${post}${what[kind] ?? ""}: ${people.join(", ")}`;
}

/** When it comes, where that is another moment; and by which channels, where these are others. */
function describeOutcome({ before, after, channels, channelsBefore }: Shift, calendar: Calendar): string {
  const way = channelsBefore === null ? [] : wrap(describeWay(channelsBefore, channels), "", wayWidth);
  const isSameMoment = before === after && channelsBefore !== null;
  return [...(isSameMoment ? [] : [shortMoment(after, calendar)]), ...way].join("\n");
}

/** "lewat email saja, tanpa WhatsApp", "juga lewat email", "lewat email, bukan WhatsApp" */
function describeWay(before: readonly string[], after: readonly string[]): string {
  const gone = before.filter((channel) => !after.includes(channel));
  const added = after.filter((channel) => !before.includes(channel));
  if (gone.length === 0) return `juga lewat ${nameChannels(added)}`;
  if (added.length === 0) return `lewat ${nameChannels(after)} saja, tanpa ${nameChannels(gone)}`;
  return `lewat ${nameChannels(after)}, bukan ${nameChannels(gone)}`;
}

function nameChannels(channels: readonly string[]): string {
  return channels.map((channel) => (channel === "wa" ? "WhatsApp" : channel)).join(" dan ");
}

/** "Sel, 24 Nov 09.15"; the year only where it is another than that of most. */
function shortMoment(iso: string | null, calendar: Calendar): string {
  if (iso === null) return "tidak";
  const at = parseLocalInstant(iso, calendar);
  const date = localDate(calendar, at);
  return `${formatWeekday(date)}, ${formatDate(date).replace(/ \d{4}$/u, "")} ${formatTime(calendar, at)}`;
}

/** "kepala: 20 lebih awal, 1 lebih lambat; admin (pengingat): 21 tidak jadi" */
function summarize(shifts: readonly Shift[]): string[] {
  if (shifts.length === 0) return [];
  const byPost = Map.groupBy(shifts, ({ post, kind }) =>
    kind === "reminder" ? `${post} (pengingat)` : post,
  );
  const parts = [...byPost].map(([post, own]) => {
    const counts = [...countBy(own, directionOf)].map(([direction, count]) => `${whole(count)} ${direction}`);
    return `${post}: ${counts.join(", ")}`;
  });
  return wrap(`Ringkasnya – ${parts.join("; ")}.`);
}

function directionOf({ before, after, channelsBefore }: Shift): string {
  if (before === null) return "baru";
  if (after === null) return "tidak jadi";
  if (after === before) return channelsBefore === null ? "dalam bentuk lain" : "lewat saluran lain";
  return after < before ? "lebih awal" : "lebih lambat";
}
