import type { Sql } from "../../../db/open.ts";
import type { Calendar, Instant } from "../../calendar/contract.ts";
import { linkedNumber } from "../../connections/whatsapp/auth.ts";
import type { WhatsAppState, WhatsAppStatus } from "../../connections/whatsapp/types.ts";
import type { Channels } from "../../desk/office.ts";
import { openSettings } from "../../desk/settings.ts";
import type { Message } from "../../outbox/contract.ts";
import { openPaceSettings } from "../../outbox/pace/settings/store.ts";
import { openWaits } from "../pesan/waits.ts";

/** What waits at a door. */
interface Queue {
  readonly waiting: number;
  /** Why the next one has not left yet, and until when; null: nothing waits, or nobody can say. */
  readonly why: string | null;
  readonly nextAt: Instant | null;
  /** When WhatsApp or the mail server last said that it has a message. */
  readonly lastAcceptedAt: Instant | null;
}

export interface WaDoor extends Queue {
  /** By the settings of this machine; null: one of them is wrong. */
  readonly isEnabled: boolean | null;
  /** E.164 with +; null: not linked. */
  readonly number: string | null;
  readonly linkedSince: Instant | null;
  readonly state: WhatsAppState;
  /** Since when it is in that state. */
  readonly since: Instant | null;
  readonly code: number | null;
  /** Until when WhatsApp lets the number open no new chats; null: it may. */
  readonly lockedUntil: Instant | null;
}

export interface EmailDoor extends Queue {
  readonly isEnabled: boolean | null;
}

interface Question {
  readonly calendar: Calendar;
  readonly isRunning: boolean;
  readonly now: Instant;
  /** null: a setting of this machine is wrong. */
  readonly channels: Channels | null;
}

export interface Doors {
  readonly wa: WaDoor;
  readonly email: EmailDoor;
}

/** How the two doors stand, by what the running bot wrote down. */
export function readDoors(sql: Sql, question: Question): Doors {
  const { now, channels, isRunning } = question;
  const pace = openPaceSettings(sql, "wa");
  const number = linkedNumber(sql);
  const last = number === null ? whenLoggedOut(lastStatus(sql)) : lastStatus(sql);
  const lockedUntil = pace.lockedUntil();
  const queueAt = openQueues(sql, question);
  return {
    wa: {
      isEnabled: channels?.wa ?? null,
      number,
      linkedSince: number === null ? null : pace.usedSince(number),
      state: number === null ? "logged_out" : ((isRunning ? last?.state : null) ?? "closed"),
      since: isRunning ? (last?.since ?? null) : null,
      code: isRunning || number === null ? (last?.code ?? null) : null,
      lockedUntil: lockedUntil > now ? lockedUntil : null,
      ...queueAt("wa"),
    },
    email: { isEnabled: channels?.email ?? null, ...queueAt("email") },
  };
}

/** With its instants as people and programs read them. */
export function doorsAsJson({ wa, email }: Doors, iso: (at: Instant | null) => string | null): object {
  const queue = ({ nextAt, lastAcceptedAt }: Queue) => ({
    nextAt: iso(nextAt),
    lastAcceptedAt: iso(lastAcceptedAt),
  });
  return {
    wa: {
      ...wa,
      linkedSince: iso(wa.linkedSince),
      since: iso(wa.since),
      lockedUntil: iso(wa.lockedUntil),
      ...queue(wa),
    },
    email: { ...email, ...queue(email) },
  };
}

/** Of a device that is linked no more, only why WhatsApp put it out still counts. */
function whenLoggedOut(last: WhatsAppStatus | null): WhatsAppStatus | null {
  return last?.state === "logged_out" ? last : null;
}

function lastStatus(sql: Sql): WhatsAppStatus | null {
  const text = openSettings(sql).text("waState");
  return text === null ? null : (JSON.parse(text) as WhatsAppStatus);
}

/** Answers and alarms leave first. */
const inOrder = "order by state = 'pending', kind not in ('reply', 'alarm'), notBefore, id";

function openQueues(sql: Sql, question: Question): (channel: "wa" | "email") => Queue {
  const count = sql
    .prepare<[string], number>(
      "select count(*) from outbox where channel = ? and state in ('pending', 'sending')",
    )
    .pluck();
  const next = sql.prepare<[string], Message>(
    `select * from outbox where channel = ? and state in ('pending', 'sending') ${inOrder} limit 1`,
  );
  const accepted = sql
    .prepare<[string], Instant | null>("select max(acceptedAt) from outbox where channel = ?")
    .pluck();
  const waitOf = openWaits(sql, question);
  return (channel) => {
    const row = next.get(channel);
    const wait = row ? waitOf(row) : null;
    return {
      waiting: count.get(channel) ?? 0,
      why: wait?.why ?? null,
      nextAt: wait?.until ?? null,
      lastAcceptedAt: accepted.get(channel) ?? null,
    };
  };
}
