import { parseClockRange, formatClockRange } from "../../calendar/clock-times.ts";
import { parseDuration } from "../../calendar/durations.ts";
import type { Instant } from "../../calendar/contract.ts";
import { zoneOffset } from "../../calendar/zones.ts";
import { localMoment, type PaceLimits, type PaceState, safePace } from "../../outbox/pace/limits.ts";
import { openPaceSettings } from "../../outbox/pace/settings/store.ts";
import { UserError } from "../../user-error.ts";
import { writeAudit } from "../shared/audit.ts";
import { currentInstant, withBook } from "../shared/book.ts";
import { openCommandDesk } from "../shared/command-desk.ts";
import { calendarOfPemda } from "../shared/place.ts";
import { printJson, printLine } from "../shared/print.ts";

interface Changes {
  readonly jeda?: string;
  readonly perHari?: string;
  readonly baru?: string;
  readonly baruAwal?: string;
  readonly jedaPenerima?: string;
  readonly perPenerima?: string;
  readonly jam?: string;
  readonly mengetik?: string;
}

interface Options extends Changes {
  readonly bawaan?: true;
  readonly oleh?: string;
  readonly json?: true;
}

/** `siaga pesan laju`: how carefully the bot's WhatsApp number is used; shows it, or changes what is given. */
export async function laju({ bawaan, oleh, json, ...changes }: Options): Promise<void> {
  await withBook((db) => {
    const settings = openPaceSettings(db.sql, "wa");
    const now = currentInstant();
    const isChange = bawaan === true || Object.keys(changes).length > 0;
    db.sql
      .transaction(() => {
        if (!isChange) return;
        const before = settings.limits();
        if (bawaan) settings.resetLimits();
        settings.setLimits(change(settings.limits(), changes));
        writeAudit(db, {
          now,
          action: "pesan.laju",
          subject: "Laju WhatsApp",
          before,
          after: settings.limits(),
          by: oleh ?? null,
        });
      })
      .immediate();
    const limits = settings.limits();
    const { zone } = calendarOfPemda(db.sql, openCommandDesk(db).office);
    const used = usedToday(settings.state(), now, zoneOffset(zone));
    if (json) return printJson({ ...limits, today: used });
    for (const line of describe(limits, used)) printLine(line);
    if (isDaring(limits))
      printLine(
        "Perhatian: lebih cepat daripada bawaan. Nomor yang terlalu sering dipakai dapat diblokir WhatsApp.",
      );
    return undefined;
  });
}

/** Throws UserError for what is no such number, time or range. */
function change(limits: PaceLimits, changes: Changes): PaceLimits {
  const { jeda, perHari, baru, baruAwal, jedaPenerima, perPenerima, jam, mengetik } = changes;
  return {
    gap: jeda === undefined ? limits.gap : parseRange("--jeda", jeda, 3600),
    perDay: perHari === undefined ? limits.perDay : parseSome("--per-hari", perHari),
    newChatsPerDay: baru === undefined ? limits.newChatsPerDay : parseCount("--baru", baru),
    newChatsPerDayAtFirst:
      baruAwal === undefined ? limits.newChatsPerDayAtFirst : parseCount("--baru-awal", baruAwal),
    recipientGap: jedaPenerima === undefined ? limits.recipientGap : parseGap(jedaPenerima),
    recipientPerDay:
      perPenerima === undefined ? limits.recipientPerDay : parseSome("--per-penerima", perPenerima),
    awake: jam === undefined ? limits.awake : parseHours(jam),
    typing: mengetik === undefined ? limits.typing : parseRange("--mengetik", mengetik, 30),
  };
}

function parseCount(option: string, text: string): number {
  if (/^\d{1,4}$/u.test(text.trim())) return Number(text);
  throw new UserError(`${option} "${text}" bukan jumlah. Tulis bilangan bulat sampai 9999, misalnya 60.`);
}

/** With none a day everything would wait for a tomorrow that never comes. */
function parseSome(option: string, text: string): number {
  const count = parseCount(option, text);
  if (count > 0) return count;
  throw new UserError(
    `${option} paling sedikit 1. Untuk menghentikan semua pengiriman: siaga kirim matikan.`,
  );
}

function parseRange(option: string, text: string, most: number): [number, number] {
  const [, from, to = from] = /^(\d+)(?:\s*[-–]\s*(\d+))?$/u.exec(text.trim()) ?? [];
  const [min, max] = [Number(from), Number(to)];
  if (from !== undefined && min <= max && max <= most) return [min, max];
  throw new UserError(
    `${option} "${text}" bukan rentang detik sampai ${most}. Tulis misalnya ${option} ${most < 45 ? "2-5" : "20-45"}.`,
  );
}

function parseGap(text: string): number {
  const duration = parseDuration(text);
  if (duration.kind === "plain" && duration.seconds <= 86_400) return duration.seconds;
  throw new UserError(
    `--jeda-penerima harus waktu biasa (bukan hari kerja), paling lama satu hari; "${text}" bukan. Tulis misalnya "15 menit".`,
  );
}

function parseHours(text: string): [number, number] {
  const range = parseClockRange(text);
  if (range) return [range.open, range.close];
  throw new UserError(`--jam "${text}" bukan rentang jam. Tulis misalnya 07.00-20.00.`);
}

interface Used {
  readonly sent: number;
  readonly newChats: number;
}

function usedToday(state: PaceState, now: Instant, offset: number): Used {
  const isToday = state.day === localMoment(now, offset).day;
  return { sent: isToday ? state.sent : 0, newChats: isToday ? state.newChats : 0 };
}

function describe(limits: PaceLimits, used: Used): string[] {
  const [from, until] = limits.awake;
  return [
    `Jeda antarpesan        ${limits.gap.join("-")} detik, acak; tampak mengetik ${limits.typing.join("-")} detik`,
    `Sehari                 ${limits.perDay} pesan; hari ini ${used.sent}`,
    `Percakapan baru sehari ${limits.newChatsPerDay} nomor (${limits.newChatsPerDayAtFirst} dalam minggu pertama nomor bot); hari ini ${used.newChats}`,
    `Satu penerima          jeda ${Math.round(limits.recipientGap / 60)} menit, ${limits.recipientPerDay} pesan sehari`,
    `Jam                    ${formatClockRange({ open: from, close: until })}; di luar itu yang tertunda menunggu pagi`,
    "Balasan langsung dikirim; peringatan untuk Kominfo hanya menunggu jeda.",
  ];
}

function isDaring(limits: PaceLimits): boolean {
  return (
    limits.gap[0] < safePace.gap[0] ||
    limits.perDay > safePace.perDay ||
    limits.newChatsPerDay > safePace.newChatsPerDay ||
    limits.newChatsPerDayAtFirst > safePace.newChatsPerDayAtFirst ||
    limits.recipientGap < safePace.recipientGap ||
    limits.recipientPerDay > safePace.recipientPerDay
  );
}
