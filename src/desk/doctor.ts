import type { Instant } from "../calendar/contract.ts";
import { localDate } from "../calendar/arithmetic.ts";
import { findAudience } from "../escalation/audience.ts";
import type { Office } from "../escalation/contract.ts";
import { describePost } from "../escalation/words.ts";
import type { Unit } from "../people/contract.ts";

/** What is missing or wrong, and the command that mends it. A blocking one keeps sending switched off. */
export interface Finding {
  readonly cause: string;
  readonly isBlocking: boolean;
  readonly text: string;
}

/** Looks over the standing orders as they are on the day of `now`. Pure. escalation.md sections 2, 3 and 8. */
export function examine(office: Office, now: Instant): Finding[] {
  const { root } = office.people;
  if (!root)
    return [
      blocking(
        "no_units",
        "Belum ada Pemda dan OPD. Isi contoh db/contoh/pemda.yaml, lalu: siaga konfig impor BERKAS.yaml",
      ),
    ];
  const calendar = root.calendar ? office.calendars.get(root.calendar) : undefined;
  if (!calendar)
    return [blocking("no_zone", "Zona waktu Pemda belum dipilih. Jalankan: siaga opd ubah KODE --zona WITA")];
  const date = localDate(calendar, now);
  return [
    ...findChannelFaults(office),
    ...findVacancies(office, date),
    ...findMissingYears(calendar.years, date),
  ];
}

function findChannelFaults({ doors }: Office): Finding[] {
  return doors.wa || doors.email
    ? []
    : [
        blocking(
          "no_channel",
          "Belum ada saluran pengiriman. Isi SIAGA_SMTP dan SIAGA_EMAIL_DARI, atau SIAGA_WA=baileys, di .env",
        ),
      ];
}

function findVacancies(office: Office, date: string): Finding[] {
  const { root } = office.people;
  if (!root) return [];
  const findings: Finding[] = [];
  if (!isReachable(office, root, "kominfo", date))
    findings.push(
      blocking(
        "no_kominfo",
        `Belum ada kontak Kominfo yang dapat dihubungi. Jalankan: siaga kontak tambah ${root.code} kominfo --nama … --email …`,
      ),
    );
  const posts = new Set(
    office.rules
      .filter(({ active }) => active)
      .flatMap(({ current }) => current.steps.map(({ post }) => post)),
  );
  for (const unit of office.people.units.values())
    for (const post of posts)
      if (office.people.holdersByPost.has(`${unit.id}/${post}`) && !isReachable(office, unit, post, date))
        findings.push({
          cause: `vacant:${unit.code}:${post}`,
          isBlocking: false,
          text: `${describePost(post, unit)} belum punya kontak yang dapat dihubungi. Lengkapi: siaga kontak tambah ${unit.code} ${post} --nama … --email …`,
        });
  return findings;
}

function isReachable(office: Office, unit: Unit, post: string, date: string): boolean {
  const audience = findAudience({
    people: office.people,
    unitId: unit.id,
    post,
    channels: "wa+email",
    date,
    doors: { ...office.doors, isTrial: false },
    refused: new Set(),
  });
  return audience !== null && audience.post === post && audience.reaches.length > 0;
}

/** This year's table is needed now, next year's from October on. */
function findMissingYears(years: ReadonlySet<number>, date: string): Finding[] {
  const [year = 0, month = 0] = date.split("-").map(Number);
  const wanted = month >= 10 ? [year, year + 1] : [year];
  return wanted
    .filter((each) => !years.has(each))
    .map((each) => ({
      cause: `no_calendar:${each}`,
      isBlocking: false,
      text: `Hari libur tahun ${each} belum ada. Masukkan SKB-nya: siaga kalender impor BERKAS.yaml`,
    }));
}

function blocking(cause: string, text: string): Finding {
  return { cause, isBlocking: true, text };
}

const causes = /^(no_units|no_zone|no_channel|no_kominfo|vacant:|no_calendar:)/u;

/** Whether an alarm is one of the doctor's, so that its next round may clear it. */
export function isDoctorsCause(cause: string): boolean {
  return causes.test(cause);
}
