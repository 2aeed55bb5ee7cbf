import type { Instant } from "../../calendar/contract.ts";
import type { Alarm, AlarmBook } from "../../escalation/contract.ts";
import type { PollFailure } from "../../sources/lapor/schedule.ts";
import type { Faulty } from "../../sources/lapor/store.ts";
import { nameSome } from "../name-some.ts";

/** The doctor has the same cause for a source that failed. */
export const doorCause = "source:lapor";
export const skippedCause = "lapor_skipped";

/** A server may restart without anybody being told. */
const worthTelling = 3600;

const importMeanwhile = "Sementara itu impor ekspor hari ini.";

/** A refused token is told at once, silence after an hour; null: not yet. */
export function failureAlarm(
  kind: PollFailure,
  reason: string,
  { failingSince, now }: { failingSince: Instant; now: Instant },
): Alarm | null {
  if (kind === "refused")
    return {
      cause: doorCause,
      text: `${reason}. Perbarui SIAGA_LAPOR_AUTH dan SIAGA_LAPOR_TOKEN, jalankan ulang bot, lalu: siaga sumber uji. ${importMeanwhile}`,
    };
  if (now - failingSince < worthTelling) return null;
  return {
    cause: doorCause,
    text: `Sudah lebih dari satu jam laporan tidak terbaca dari API LAPOR!: ${reason}. Periksa: siaga sumber uji. ${importMeanwhile}`,
  };
}

/** The API is set up in the book, but this machine has no token for it. */
export const noSecrets: Alarm = {
  cause: doorCause,
  text: `API LAPOR! sudah diatur tetapi tokennya belum ada. Isi SIAGA_LAPOR_AUTH dan SIAGA_LAPOR_TOKEN di .env, atau: siaga sumber matikan lapor.`,
};

const mostNamed = 5;
export const faultWords: Record<Faulty["fault"], string> = {
  shape: "bentuk jawabannya berubah",
  absent: "tidak ditemukan",
  forbidden: "aksesnya ditolak",
};

/** Complaints that are skipped while the others are read. */
export function skippedAlarm(faulty: readonly Faulty[]): Alarm {
  const named = nameSome(
    faulty.map(({ trackingId, fault }) => `${trackingId} (${faultWords[fault]})`),
    mostNamed,
  );
  return {
    cause: skippedCause,
    text: `${faulty.length} laporan tidak dapat dibaca dari API LAPOR!: ${named}. Periksa: siaga sumber uji --id ${faulty[0]?.trackingId ?? ""}`,
  };
}

export const listCause = "lapor_list";

export function listAlarm(trouble: string): Alarm {
  return {
    cause: listCause,
    text: `Daftar laporan dari API LAPOR! tidak terbaca: ${trouble}. Periksa: siaga sumber uji. Laporan baru tetap masuk lewat ekspor.`,
  };
}

/** The source was switched off: nothing of it is left to mend. */
export function clearLaporAlarms(alarms: AlarmBook, now: Instant): void {
  for (const cause of [doorCause, skippedCause, listCause]) alarms.clear(cause, now);
}
