import { formatDate, formatLongDate } from "../../calendar/format.ts";
import { localDate } from "../../calendar/arithmetic.ts";
import type { Clock } from "../../rules/contract.ts";
import { clockNames, stillOpen } from "../laporan/lihat/words.ts";
import type { Sent, SimulatedMessage } from "../../simulation/lines.ts";
import { printLine, printTable, whole } from "../shared/print.ts";
import { wrap } from "../shared/wrap.ts";
import { countReaders, average, lettersOf } from "./figures.ts";
import { countLevels, type Level, type Measure, nameLevel } from "./levels.ts";
import type { Frame, Played } from "./play.ts";
import { describeCounting, findToldSpan } from "./told-span.ts";

const mostLines = 200;

/** What would have happened, for people: each message in order, then who would get how much. */
export function printStory(
  { sent, messages, complaints }: Played,
  { calendar, root, from, to }: Frame & Pick<Measure, "root">,
): void {
  printLine(
    `Simulasi ${formatDate(localDate(calendar, from))} sampai ${formatDate(localDate(calendar, to))}. Tidak ada yang dikirim.`,
  );
  printLine();
  const span = findToldSpan(messages);
  if (!span) return printLine(`Tidak ada pesan yang akan dikirim: ${whole(complaints)} laporan diputar.`);
  printLines(sent, root);
  printLine();
  const measure = { root, weeks: span.weeks };
  for (const line of summarize(messages, complaints, measure)) printLine(line);
  for (const line of wrap(describeCounting(span))) printLine(line);
  printFigures(messages, measure);
}

function printLines(sent: readonly Sent[], root: Measure["root"]): void {
  const listed = sent.slice(0, mostLines);
  for (const [day, own] of Map.groupBy(listed, ({ message }) => message.at.slice(0, 10))) {
    printLine(formatLongDate(day));
    for (const one of own) printLine(`  ${describe(one, root)}`);
  }
  if (sent.length > mostLines)
    printLine(`… dan ${whole(sent.length - mostLines)} baris lagi (lihat semuanya dengan --json).`);
}

/** What everyone asks first. */
function summarize(messages: readonly SimulatedMessage[], complaints: number, measure: Measure): string[] {
  const told = countComplaints(messages);
  return [
    `${whole(lettersOf(messages).length)} pesan tentang ${whole(told)} laporan; ${whole(complaints)} laporan diputar.`,
    describeTop(countLevels(messages, measure), measure),
  ];
}

function printFigures(messages: readonly SimulatedMessage[], measure: Measure): void {
  printTable(
    ["OPD", "Laporan", "Pesan", "Per minggu"],
    countUnits(messages, measure).map(({ unit, complaints, letters, perWeek }) => [
      unit,
      whole(complaints),
      whole(letters),
      average(perWeek),
    ]),
    "",
  );
  printTable(
    ["Jenjang", "Orang", "Pesan", "Per minggu", "Per orang per minggu"],
    countLevels(messages, measure).map((level) => [
      level.name,
      whole(level.people),
      whole(level.messages),
      average(level.perWeek),
      average(level.eachPerWeek),
    ]),
    "",
  );
  printTable(
    ["OPD", "Jabatan", "Orang", "Pesan", "Per minggu", "Terbanyak sehari"],
    countReaders(messages, measure.weeks).map((reader) => [
      reader.unit,
      nameLevel(reader.post, measure.root),
      reader.person,
      whole(reader.messages),
      average(reader.perWeek),
      reader.busiestDay,
    ]),
    "",
  );
}

function describeTop(levels: readonly Level[], { root }: Measure): string {
  const top = levels.find(({ post }) => post === "kepala_daerah");
  if (!top) return `Tidak ada yang sampai ke ${root?.sebutan ?? "kepala daerah"}.`;
  return `Sampai ke ${top.name}: ${whole(top.messages)} pesan tentang ${whole(top.complaints)} laporan, ${average(top.perWeek)} pesan seminggu.`;
}

function countUnits(messages: readonly SimulatedMessage[], { weeks }: Measure) {
  return [...Map.groupBy(messages, ({ unit }) => unit)]
    .map(([unit, own]) => {
      const letters = lettersOf(own).length;
      return { unit, complaints: countComplaints(own), letters, perWeek: letters / weeks };
    })
    .sort((a, b) => b.letters - a.letters || (a.unit < b.unit ? -1 : 1));
}

function countComplaints(messages: readonly SimulatedMessage[]): number {
  return new Set(messages.map(({ trackingId }) => trackingId)).size;
}

const kinds: Record<string, string> = {
  step: "diberi tahu",
  reminder: "diingatkan",
  digest: "mendapat ringkasan",
  moved: "diberi tahu bahwa laporan dialihkan",
  alarm: "mendapat peringatan",
};

const reasons: Record<string, string> = {
  due: "sudah waktunya",
  gap: "jeda setelah jenjang sebelumnya lewat",
  filled: "jabatan kini terisi",
  digest: "sudah waktunya",
  moved: "OPD lain yang kini dituju",
  no_recipient: "tidak ada kontak yang dapat dihubungi",
  no_calendar: "hari libur tahun itu belum ada",
};

/** "10.24  Dewi Admin DLH (Admin OPD, dlh, WhatsApp) diberi tahu tentang 9100001, tindak lanjut jenjang 1: sudah waktunya" */
function describe({ message, insteadOf }: Sent, root: Measure["root"]): string {
  const { at, person, post, unit, channel, kind, trackingId, step } = message;
  const clock = message.clock as Clock;
  const what = `${kinds[kind] ?? kind} tentang ${trackingId}, ${clockNames[clock].toLowerCase()} jenjang ${step}`;
  const why = message.reason === "reminder" ? stillOpen[clock] : (reasons[message.reason] ?? message.reason);
  const vacant = insteadOf === null ? "" : `; ${nameLevel(insteadOf, root)} belum dapat dihubungi`;
  return `${at.slice(11, 16).replace(":", ".")}  ${person} (${nameLevel(post, root)}, ${unit}, ${channel === "wa" ? "WhatsApp" : channel}) ${what}: ${why}${vacant}`;
}
