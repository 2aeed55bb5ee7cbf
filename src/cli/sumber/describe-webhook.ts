import type { Db } from "../../../db/open.ts";
import { localDate } from "../../calendar/arithmetic.ts";
import type { Calendar } from "../../calendar/contract.ts";
import { formatInstant } from "../../calendar/format.ts";
import type { Config } from "../../config.ts";
import { refusalNames, type RefusalReason } from "../../sources/webhook/refusal.ts";
import { type DayFigures, openWebhookStore } from "../../sources/webhook/store.ts";
import { currentInstant } from "../shared/book.ts";
import { tryConfig } from "../shared/try-config.ts";

/** Whether other programs can send complaints, where to, and how that goes today. */
export function describeWebhook(db: Db, calendar: Calendar): [string, string | null][] {
  const { config, fault } = tryConfig(process.env);
  const webhook = config?.webhook ?? null;
  const figures = openWebhookStore(db.sql).figures();
  const isToday = figures?.date === localDate(calendar, currentInstant());
  return [
    [
      "Keadaan",
      fault === null
        ? describeState(webhook, isToday && (figures?.taken ?? 0) > 0)
        : `pengaturan salah. ${fault}`,
    ],
    ["Rahasia", webhook && webhook.secrets.length > 1 ? "dua, yang lama masih diterima" : null],
    ["Hari ini", figures && isToday ? describeDay(figures) : webhook ? "belum ada kiriman" : null],
    [
      "Ditolak",
      figures?.lastRefusal
        ? `terakhir ${formatInstant(calendar, figures.lastRefusal.at)}: ${describeRefusal(figures.lastRefusal)}`
        : null,
    ],
  ];
}

/** The bot may run with other settings than this command, as a service does. */
function describeState(webhook: Config["webhook"], isUsed: boolean): string {
  if (webhook) return `menyala di http://${webhook.host}:${webhook.port}/laporan selama bot berjalan`;
  return isUsed
    ? "menyala menurut pengaturan bot, yang hari ini menerima kiriman; perintah ini tidak melihat SIAGA_HTTP-nya"
    : "mati menurut pengaturan perintah ini. Nyalakan: isi SIAGA_HTTP dan SIAGA_WEBHOOK_RAHASIA di .env, lalu jalankan ulang bot";
}

function describeDay({ taken, repeated, refused }: DayFigures): string {
  const reasons = Object.entries(refused).map(([reason, times]) => `${nameOf(reason)} ${times}`);
  return [
    `${taken} diterima${repeated > 0 ? ` (${repeated} kiriman ulang)` : ""}`,
    ...(reasons.length > 0 ? [`ditolak: ${reasons.join(", ")}`] : []),
  ].join("; ");
}

function describeRefusal({ reason, field }: NonNullable<DayFigures["lastRefusal"]>): string {
  return field === null ? nameOf(reason) : `${nameOf(reason)}, bidang ${field}`;
}

function nameOf(reason: string): string {
  return refusalNames[reason as RefusalReason] ?? reason;
}
