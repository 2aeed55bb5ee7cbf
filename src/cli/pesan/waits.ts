import type { Sql } from "../../../db/open.ts";
import type { Calendar, Instant } from "../../calendar/contract.ts";
import { zoneOffset } from "../../calendar/zones.ts";
import type { WhatsAppState, WhatsAppStatus } from "../../connections/whatsapp/types.ts";
import { openSettings } from "../../desk/settings.ts";
import type { Message } from "../../outbox/contract.ts";
import { openForecast } from "../../outbox/pace/forecast.ts";
import { openPaceSettings } from "../../outbox/pace/settings/store.ts";
import { openPace } from "../../outbox/pace/store.ts";
import { openOutboxStore } from "../../outbox/store.ts";

/** Why a message has not left, and until when; `until` null: until those before it have. */
export interface Wait {
  readonly why: string;
  readonly until: Instant | null;
  /** About when it leaves; null: nobody can say. */
  readonly about: Instant | null;
}

interface Question {
  readonly calendar: Calendar;
  readonly isRunning: boolean;
  readonly now: Instant;
}

/** Answers why each waiting message waits, by the very pace that holds it back. Ask in the order of leaving. */
export function openWaits(sql: Sql, { calendar, isRunning, now }: Question): (row: Message) => Wait {
  const outbox = openOutboxStore(sql);
  const pace = openPace({ sql, outbox, channel: "wa", zone: () => calendar.zone, random: () => 0.5 });
  const closed = isRunning ? whyClosed(sql) : null;
  const before: Record<string, number> = {};
  const settings = openPaceSettings(sql, "wa");
  const forecast = openForecast({
    limits: settings.limits(),
    state: settings.state(),
    isAtFirst: settings.isNumberNew(now),
    isNewChat: (recipient) => !outbox.hasChat("wa", recipient),
    now,
    offset: zoneOffset(calendar.zone),
  });

  function waitInLine({ channel }: Message): Omit<Wait, "about"> {
    const place = (before[channel] = (before[channel] ?? 0) + 1);
    return { why: `giliran ke-${place}`, until: null };
  }

  function waitOnWhatsApp(row: Message): Omit<Wait, "about"> {
    const isUrgent = row.kind === "reply" || row.kind === "alarm";
    const rest = (isUrgent ? null : pace.rest(now)) ?? pace.restOf(row, now);
    return rest ? { why: rest.why, until: rest.at } : waitInLine(row);
  }

  function waitOf(row: Message): Omit<Wait, "about"> {
    if (row.notBefore > now) return { why: row.note ?? "menunggu jam kirim", until: row.notBefore };
    return row.channel === "wa" ? waitOnWhatsApp(row) : waitInLine(row);
  }

  /** Known even while nothing leaves, but then nobody can say when that ends. */
  function aboutOf(row: Message): Instant | null {
    if (!isRunning || (row.channel === "wa" && closed)) return null;
    return row.channel === "wa" ? forecast(row) : Math.max(now, row.notBefore);
  }

  return (row) => {
    if (row.state === "sending") return { why: "sedang dikirim", until: null, about: now };
    const about = aboutOf(row);
    if (row.notBefore <= now && !isRunning) return { why: "bot tidak berjalan", until: null, about };
    if (row.notBefore <= now && row.channel === "wa" && closed) return { why: closed, until: null, about };
    return { ...waitOf(row), about };
  };
}

function whyClosed(sql: Sql): string | null {
  const stored = openSettings(sql).text("waState");
  const { state } =
    stored === null ? { state: "logged_out" as const } : (JSON.parse(stored) as WhatsAppStatus);
  return state === "open" ? null : closedNames[state];
}

const closedNames: Record<Exclude<WhatsAppState, "open">, string> = {
  closed: "WhatsApp terputus; dicoba lagi dengan sendirinya",
  connecting: "WhatsApp sedang menyambung",
  pairing: "WhatsApp belum ditautkan (siaga wa tautkan)",
  logged_out: "WhatsApp belum ditautkan (siaga wa tautkan)",
  replaced: "WhatsApp diambil alih program lain",
};
