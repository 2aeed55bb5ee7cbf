import type { Instant } from "../calendar/contract.ts";
import { localDate } from "../calendar/arithmetic.ts";
import { calendarOf } from "../escalation/calendar-of.ts";
import type { Alarm, Office } from "../escalation/contract.ts";
import { findAddressFaults } from "./doctor/addresses.ts";
import { findUnknownClasses } from "./doctor/classes.ts";
import type { DoctorFacts, Finding } from "./doctor/contract.ts";
import { blocking, warning } from "./doctor/finding.ts";
import { findNewsFaults } from "./doctor/news.ts";
import { findWebhookFaults } from "./doctor/webhook.ts";
import { findUnwatched } from "./doctor/unwatched.ts";
import { findPostFaults } from "./doctor/posts.ts";

/**
 * Looks over the standing orders as they are on the day of `now`; with `facts` also over what only the book knows. Pure.
 * What blocks comes first. escalation.md sections 2, 3, 8 and 9.
 */
export function examine(office: Office, now: Instant, facts?: DoctorFacts): Finding[] {
  const { root } = office.people;
  if (!root)
    return [
      blocking({
        cause: "no_units",
        problem: "Belum ada Pemda dan OPD.",
        remedy: "Isi contoh db/contoh/pemda.yaml, lalu: siaga konfig impor BERKAS.yaml",
      }),
    ];
  const calendar = calendarOf(office, null);
  if (!calendar)
    return [
      blocking({
        cause: "no_zone",
        problem: "Zona waktu Pemda belum dipilih.",
        remedy: `Pilih, misalnya: siaga opd ubah ${root.code} --zona WITA`,
      }),
    ];
  const date = localDate(calendar, now);
  const findings = [
    ...findChannelFaults(office, facts),
    ...findPostFaults(office, root, date),
    ...findMissingYears(calendar.years, date),
    ...(facts
      ? [
          ...findNewsFaults(office, facts, calendar, now),
          ...findUnknownClasses(office, facts),
          ...findUnwatched(office, facts),
          ...findAddressFaults(office, facts, date, now),
          ...findWebhookFaults(facts.webhook, date),
          ...findWorkFaults(facts),
        ]
      : []),
  ];
  return blockingFirst([...findings, ...findOpenAlarms(facts?.alarms ?? [], findings)]);
}

function blockingFirst(findings: readonly Finding[]): Finding[] {
  return findings.toSorted((one, other) => Number(other.isBlocking) - Number(one.isBlocking));
}

function findChannelFaults({ doors }: Office, facts: DoctorFacts | undefined): Finding[] {
  if (!doors.wa && !doors.email)
    return [
      blocking({
        cause: "no_channel",
        problem: "Belum ada saluran pengiriman.",
        remedy: "Isi SIAGA_SMTP dan SIAGA_EMAIL_DARI, atau SIAGA_WA=baileys, di .env",
      }),
    ];
  if (!facts || !doors.wa || facts.isWaLinked) return [];
  const make = doors.email ? warning : blocking;
  return [
    make({
      cause: "wa:logged_out",
      problem: `Nomor WhatsApp bot belum tertaut${doors.email ? ", jadi pesan lewat email saja" : ""}.`,
      remedy: "Tautkan: siaga wa tautkan",
    }),
  ];
}

/** This year's table is needed now, next year's from October on. */
function findMissingYears(years: ReadonlySet<number>, date: string): Finding[] {
  const [year = 0, month = 0] = date.split("-").map(Number);
  const wanted = month >= 10 ? [year, year + 1] : [year];
  return wanted
    .filter((each) => !years.has(each))
    .map((each) =>
      warning({
        cause: `no_calendar:${each}`,
        problem: `Hari libur tahun ${each} belum ada.`,
        remedy: "Masukkan SKB-nya: siaga kalender impor BERKAS",
      }),
    );
}

function findWorkFaults({ failedMessages, isBotRunning }: DoctorFacts): Finding[] {
  return [
    ...(failedMessages > 0
      ? [
          warning({
            cause: "failed_messages",
            problem: `${failedMessages} pesan gagal menunggu keputusan.`,
            remedy: "Kirim ulang atau batalkan: siaga pesan daftar",
          }),
        ]
      : []),
    ...(isBotRunning
      ? []
      : [warning({ cause: "not_running", problem: "Bot tidak berjalan.", remedy: "Jalankan: npm start" })]),
  ];
}

/** What the bot met and nobody mended, unless a finding says it already. */
function findOpenAlarms(alarms: readonly Alarm[], findings: readonly Finding[]): Finding[] {
  const said = new Set(findings.map(({ cause }) => cause));
  return alarms
    .filter(({ cause }) => !isDoctorsCause(cause) && !said.has(cause) && !said.has(asVacancy(cause)))
    .map(({ cause, text }) => warning({ cause, problem: text, remedy: null }));
}

/** A step that found nobody, by the name that the doctor has for its post. */
function asVacancy(cause: string): string {
  return cause.replace(/^no_recipient:([^:]*:[^:]*).*$/u, "vacant:$1");
}

const causes = /^(no_units|no_zone|no_channel|no_kominfo|no_post:|vacant:|no_calendar:)/u;

/** Whether an alarm is one of those that `examine` makes of the standing orders alone, so that its next round may clear it. */
export function isDoctorsCause(cause: string): boolean {
  return causes.test(cause);
}
