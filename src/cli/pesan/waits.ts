import type { Sql } from "../../../db/open.ts";
import type { Calendar, Instant } from "../../calendar/contract.ts";
import type { WhatsAppState, WhatsAppStatus } from "../../connections/whatsapp/types.ts";
import { openSettings } from "../../desk/settings.ts";
import type { Message } from "../../outbox/contract.ts";
import { openPace } from "../../outbox/pace/store.ts";
import { openOutboxStore } from "../../outbox/store.ts";

/** Why a message has not left, and until when; `until` null: nobody can say. */
export interface Wait {
  readonly why: string;
  readonly until: Instant | null;
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

  function waitInLine({ channel }: Message): Wait {
    const place = (before[channel] = (before[channel] ?? 0) + 1);
    return { why: `giliran ke-${place}`, until: null };
  }

  function waitOnWhatsApp(row: Message): Wait {
    if (closed) return { why: closed, until: null };
    const isUrgent = row.kind === "reply" || row.kind === "alarm";
    const rest = (isUrgent ? null : pace.rest(now)) ?? pace.restOf(row, now);
    return rest ? { why: rest.why, until: rest.at } : waitInLine(row);
  }

  return (row) => {
    if (row.state === "sending") return { why: "sedang dikirim", until: null };
    if (row.notBefore > now) return { why: row.note ?? "menunggu jam kirim", until: row.notBefore };
    if (!isRunning) return { why: "bot tidak berjalan", until: null };
    return row.channel === "wa" ? waitOnWhatsApp(row) : waitInLine(row);
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
