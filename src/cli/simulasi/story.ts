import type { Calendar, Instant } from "../../calendar/contract.ts";
import { formatDate, formatInstant, parseLocalInstant } from "../../calendar/format.ts";
import { localDate } from "../../calendar/arithmetic.ts";
import type { SimulatedMessage } from "../../simulation/lines.ts";
import { printLine, printTable } from "../shared/print.ts";
import { countBy, countReaders, lettersOf } from "./figures.ts";

interface Frame {
  readonly calendar: Calendar;
  readonly from: Instant;
  readonly to: Instant;
}

const mostLines = 200;

/** What would have happened, for people: each message in order, then who would get how much. */
export function printStory(messages: readonly SimulatedMessage[], { calendar, from, to }: Frame): void {
  printLine(
    `Simulasi ${formatDate(localDate(calendar, from))} sampai ${formatDate(localDate(calendar, to))}. Tidak ada yang dikirim.`,
  );
  printLine();
  for (const message of messages.slice(0, mostLines)) printLine(describe(message, calendar));
  if (messages.length > mostLines)
    printLine(`… dan ${messages.length - mostLines} pesan lagi (lihat semuanya dengan --json).`);
  printLine();
  printLine(
    `${lettersOf(messages).length} pesan tentang ${new Set(messages.map(({ trackingId }) => trackingId)).size} laporan.`,
  );
  printTable(
    ["Jenjang", "Pesan"],
    [...countBy(lettersOf(messages), ({ post }) => post)].map(([post, count]) => [post, count]),
    "Tidak ada pesan.",
  );
  printTable(
    ["OPD", "Jabatan", "Orang", "Pesan", "Per minggu", "Terbanyak sehari"],
    countReaders(messages, from, to).map((reader) => [
      reader.unit,
      reader.post,
      reader.person,
      reader.messages,
      reader.perWeek.toFixed(1).replace(".", ","),
      reader.busiestDay,
    ]),
    "",
  );
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
  reminder: "belum ada tindak lanjut",
  digest: "batas waktu lewat",
  moved: "OPD lain yang kini dituju",
  no_recipient: "tidak ada kontak yang dapat dihubungi",
  no_calendar: "hari libur tahun itu belum ada",
};

function describe(message: SimulatedMessage, calendar: Calendar): string {
  const when = formatInstant(calendar, parseLocalInstant(message.at, calendar));
  const who = `${message.person} (${message.post} ${message.unit}, ${message.channel})`;
  const what = `${kinds[message.kind] ?? message.kind} tentang ${message.trackingId}, jenjang ${message.step}`;
  return `${when.padEnd(28)}  ${who} ${what}: ${reasons[message.reason] ?? message.reason}`;
}
