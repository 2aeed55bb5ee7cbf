import type { LocalDate } from "../../calendar/contract.ts";
import { refusalNames, type RefusalReason, worrying } from "../../sources/webhook/refusal.ts";
import type { DayFigures } from "../../sources/webhook/store.ts";
import type { Finding } from "./contract.ts";
import { warning } from "./finding.ts";

/** What another program was refused today, where that does not mend itself. */
export function findWebhookFaults(day: DayFigures | null, date: LocalDate): Finding[] {
  if (day?.date !== date) return [];
  return [...worrying]
    .filter((reason) => (day.refused[reason] ?? 0) > 0)
    .map((reason) =>
      warning({
        cause: `webhook:${reason}`,
        problem: `Webhook menolak ${day.refused[reason]} kiriman hari ini: ${refusalNames[reason]}${fieldOf(day, reason)}.`,
        remedy: remedies[reason] ?? null,
      }),
    );
}

function fieldOf({ lastRefusal }: DayFigures, reason: RefusalReason): string {
  const field = lastRefusal?.reason === reason ? lastRefusal.field : null;
  return field === null ? "" : ` (terakhir ${field})`;
}

const remedies: Partial<Record<RefusalReason, string>> = {
  signature: "Samakan SIAGA_WEBHOOK_RAHASIA dengan rahasia di aplikasi pengirim, lalu jalankan ulang bot",
  time: "Samakan jam server dan jam komputer pengirim (NTP)",
  content: "Betulkan isiannya di aplikasi pengirim, lalu kirim ulang",
  key: "Aplikasi pengirim harus memakai Idempotency-Key baru untuk setiap laporan atau perubahan",
};
