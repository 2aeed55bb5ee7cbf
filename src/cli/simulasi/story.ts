import type { Calendar } from "../../calendar/contract.ts";
import { formatDate, formatLongDate } from "../../calendar/format.ts";
import { localDate } from "../../calendar/arithmetic.ts";
import type { Clock } from "../../rules/contract.ts";
import type { SimulatedMessage } from "../../simulation/lines.ts";
import { clockNames, stillOpen } from "../laporan/lihat/words.ts";
import { printLine, printTable } from "../shared/print.ts";
import { countReaders, decimal, lettersOf, weeksOf } from "./figures.ts";
import { countLevels, type Frame, type Level, nameLevel } from "./levels.ts";

const mostLines = 200;

/** What would have happened, for people: each message in order, then who would get how much. */
export function printStory(
  messages: readonly SimulatedMessage[],
  { calendar, ...frame }: Frame & { readonly calendar: Calendar },
): void {
  printLine(
    `Simulasi ${formatDate(localDate(calendar, frame.from))} sampai ${formatDate(localDate(calendar, frame.to))}. Tidak ada yang dikirim.`,
  );
  printLine();
  if (messages.length === 0) return printLine("Tidak ada pesan yang akan dikirim.");
  for (const [day, own] of Map.groupBy(messages.slice(0, mostLines), ({ at }) => at.slice(0, 10))) {
    printLine(formatLongDate(day));
    for (const message of own) printLine(`  ${describe(message, frame)}`);
  }
  if (messages.length > mostLines)
    printLine(`… dan ${messages.length - mostLines} baris lagi (lihat semuanya dengan --json).`);
  printLine();
  printSummary(messages, frame);
}

function printSummary(messages: readonly SimulatedMessage[], frame: Frame): void {
  const levels = countLevels(messages, frame);
  printLine(`${lettersOf(messages).length} pesan tentang ${countComplaints(messages)} laporan.`);
  printLine(describeTop(levels, frame));
  printTable(
    ["OPD", "Laporan", "Pesan", "Per minggu"],
    countUnits(messages, frame).map(({ unit, complaints, letters, perWeek }) => [
      unit,
      complaints,
      letters,
      decimal(perWeek),
    ]),
    "",
  );
  printTable(
    ["Jenjang", "Orang", "Pesan", "Per minggu", "Per orang per minggu"],
    levels.map((level) => [
      level.name,
      level.people,
      level.messages,
      decimal(level.perWeek),
      decimal(level.eachPerWeek),
    ]),
    "",
  );
  printTable(
    ["OPD", "Jabatan", "Orang", "Pesan", "Per minggu", "Terbanyak sehari"],
    countReaders(messages, frame.from, frame.to).map((reader) => [
      reader.unit,
      nameLevel(reader.post, frame.root),
      reader.person,
      reader.messages,
      decimal(reader.perWeek),
      reader.busiestDay,
    ]),
    "",
  );
}

/** What everyone asks first. */
function describeTop(levels: readonly Level[], { root }: Frame): string {
  const top = levels.find(({ post }) => post === "kepala_daerah");
  if (!top) return `Tidak ada yang sampai ke ${root?.sebutan ?? "kepala daerah"}.`;
  return `Sampai ke ${top.name}: ${top.messages} pesan tentang ${top.complaints} laporan, ${decimal(top.perWeek)} pesan seminggu.`;
}

function countUnits(messages: readonly SimulatedMessage[], { from, to }: Frame) {
  return [...Map.groupBy(messages, ({ unit }) => unit)]
    .map(([unit, own]) => {
      const letters = lettersOf(own).length;
      return { unit, complaints: countComplaints(own), letters, perWeek: letters / weeksOf(from, to) };
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
function describe(message: SimulatedMessage, { root }: Frame): string {
  const { at, person, post, unit, channel, kind, trackingId, step } = message;
  const clock = message.clock as Clock;
  const what = `${kinds[kind] ?? kind} tentang ${trackingId}, ${clockNames[clock].toLowerCase()} jenjang ${step}`;
  const why = message.reason === "reminder" ? stillOpen[clock] : (reasons[message.reason] ?? message.reason);
  return `${at.slice(11, 16).replace(":", ".")}  ${person} (${nameLevel(post, root)}, ${unit}, ${channel === "wa" ? "WhatsApp" : channel}) ${what}: ${why}`;
}
