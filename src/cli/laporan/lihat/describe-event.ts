import type { Instant } from "../../../calendar/contract.ts";
import { withoutMissingYear } from "../../../calendar/missing-year.ts";
import { describePost } from "../../../escalation/words.ts";
import type { LogEntry, RunLife } from "./contract.ts";
import { describeSpan, type Place, shortMoment } from "./moments.ts";
import { countSpan } from "./reckon.ts";

/** What the judge did or learned, in a sentence with its reason. An event of a later version is told by its name. */
export function describeEvent(entry: LogEntry, life: RunLife, place: Place): string {
  const describe = sentences[entry.event];
  return describe ? describe({ ...entry, life, place }) : entry.event;
}

interface Told extends LogEntry {
  readonly life: RunLife;
  readonly place: Place;
}

const sentences: Record<string, (told: Told) => string> = {
  fired: describeFired,
  reminded: (told) => `pengingat ${String(told.detail["occurrence"])}${describeReminder(told)}`,
  reminder_dropped: () => "pengingat batal: tidak ada kontak yang dapat dihubungi",
  held: ({ detail, step, life, place }) => {
    const until = momentOf(detail, "until");
    const end = until === null ? "" : `; ditunggu sampai ${shortMoment(place, until)}`;
    const hold = {
      reason: textOf(detail, "reason"),
      why: textOf(detail, "why"),
      lack: textOf(detail, "lack"),
    };
    return `ditahan: ${describeHold({ ...hold, step }, life)}${end}`;
  },
  resumed: ({ detail }) => `dilanjutkan: ${resumed[textOf(detail, "reason")] ?? "sebabnya sudah tidak ada"}`,
  unreachable: ({ step, life }) =>
    `dilewati: tidak ada yang dapat dihubungi untuk ${postOf(life, step)}; jenjang di atasnya diberi tahu tentang itu`,
  refused: () => "semua pesannya ditolak; dicarikan orang atau saluran lain",
  withdrawn: () => "pesannya yang belum terkirim ditarik; jenjang ini dijalankan lagi nanti",
  arrived: () => "pesan yang ditarik ternyata sudah terkirim, jadi jenjang ini tidak dijalankan lagi",
  expired: () => "pesannya tidak terkirim dalam satu hari kerja; diputuskan lagi menurut keadaan terakhir",
  acknowledged: ({ detail }) =>
    `SIAP dari ${textOf(detail, "by")}; pengingat berhenti, batas waktu tetap berjalan`,
  declined: ({ detail }) =>
    `BUKAN WEWENANG dari ${textOf(detail, "by")}${reasonOf(detail)}; Kominfo diberi tahu, jenjang tetap berjalan`,
  rebased: ({ detail }) =>
    `aturan "${textOf(detail, "rule")}" versi ${textOf(detail, "version")} diterapkan; waktunya dihitung ulang dari mulainya`,
  rebase_undone: () => "penerapan aturan dibatalkan; waktunya kembali seperti semula",
  released: () => "dilepas lagi oleh Kominfo",
};

const resumed: Record<string, string> = {
  stale: "data laporan sudah diperbarui",
  missing_upstream: "laporan muncul lagi di LAPOR!",
  unknown_unit: "OPD-nya sudah dikenal",
  no_calendar: "zona waktu dan hari liburnya sudah ada",
  rule_off: "aturannya dinyalakan lagi",
};

const reasons: Record<string, string> = {
  digest: " dalam ringkasan",
  filled: " begitu kontaknya tersedia",
};

function describeFired({ at, detail, step, life, place }: Told): string {
  const due = momentOf(detail, "due");
  const rule = life.rule.steps[(step ?? 0) - 1];
  const isLate = due !== null && rule?.deliver === "each" && at - due >= lateness;
  const late = isLate ? `, jatuh tempo ${shortMoment(place, due)}` : "";
  const other =
    detail["post"] === rule?.post
      ? ""
      : `; disampaikan kepada ${describePost(textOf(detail, "post"), life.unit)}`;
  return `dijalankan${reasons[textOf(detail, "reason")] ?? ""}${late}${other}`;
}

/** A bot that wakes within the minute is on time. */
const lateness = 60;

function describeReminder({ detail, step, life, place }: Told): string {
  const since = momentOf(detail, "since");
  const every = life.rule.steps[(step ?? 0) - 1]?.remind?.every;
  const { calendar } = life;
  if (since === null || !every || !life.facts) return "";
  const span = withoutMissingYear(() => countSpan(calendar, since, every));
  return span ? `: ${describeSpan(place, span)}` : "";
}

export interface Hold {
  readonly reason: string;
  readonly step: number | null;
  /** What Kominfo wrote with a hold by hand. */
  readonly why?: string;
  /** What its calendar lacked then: "zone", or the year; absent: see what it lacks now. */
  readonly lack?: string;
}

/** Why a run is held, and what lets it go on. */
export function describeHold({ reason, step, why, lack }: Hold, life: RunLife): string {
  switch (reason) {
    case "stale":
      return "data laporan sudah terlalu lama tidak diperbarui. Impor ekspor LAPOR! hari ini";
    case "missing_upstream":
      return "laporan tidak muncul lagi dalam ekspor LAPOR! pada periodenya. Periksa di LAPOR!";
    case "unknown_unit":
      return describeUnknownUnit(life.opdName ?? "");
    case "no_recipient":
      return `belum ada yang dapat dihubungi untuk ${postOf(life, step)}. Lengkapi: siaga kontak tambah`;
    case "no_calendar":
      return describeLack(lack || lackNow(life));
    case "rule_off":
      return `aturan dimatikan. Menyalakannya: siaga aturan nyalakan "${life.rule.name}"`;
    case "manual":
      return `oleh Kominfo${why ? `, ${why}` : ""}`;
    default:
      return reason;
  }
}

function lackNow({ facts, missingYear }: RunLife): string {
  if (!facts) return "zone";
  return missingYear === null ? "" : String(missingYear);
}

/** "": what was lacking then is there now, and the log of that time did not say what it was. */
function describeLack(lack: string): string {
  if (lack === "") return "zona waktu atau hari libur yang diperlukan belum ada";
  if (lack === "zone") return "zona waktu Pemda belum dipilih. Jalankan: siaga opd ubah KODE --zona WITA";
  return `hari libur tahun ${lack} belum ada. Masukkan SKB-nya: siaga kalender impor`;
}

function describeUnknownUnit(name: string): string {
  return `LAPOR! kini menyebut "${name}" yang belum dikenal. Petakan: siaga opd ubah KODE --alias "${name}"`;
}

function postOf({ rule, unit }: RunLife, step: number | null): string {
  return describePost(rule.steps[(step ?? 0) - 1]?.post ?? "", unit);
}

function reasonOf(detail: LogEntry["detail"]): string {
  const why = textOf(detail, "why");
  return why === "" ? "" : `: ${why}`;
}

/** A text or number as it is read; "" for anything else. */
export function textOf(detail: LogEntry["detail"], name: string): string {
  const value = detail[name];
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

function momentOf(detail: LogEntry["detail"], name: string): Instant | null {
  const value = detail[name];
  return typeof value === "number" ? value : null;
}
