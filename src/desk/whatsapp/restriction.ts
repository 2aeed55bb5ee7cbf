import type { Sql } from "../../../db/open.ts";
import { formatInstant } from "../../calendar/format.ts";
import type { Instant, Zone } from "../../calendar/contract.ts";
import type { Restriction, SendResult } from "../../connections/whatsapp/types.ts";
import type { Alarm } from "../../escalation/contract.ts";
import { openPaceSettings } from "../../outbox/pace/settings/store.ts";

/** WhatsApp refuses to let this number open a chat. Each further try counts against it. */
const refusedNewChat = 463;

/** After a refusal of which WhatsApp does not say until when. */
const cautious = 86_400;

export interface RestrictionParts {
  readonly sql: Sql;
  readonly now: () => Instant;
  /** Asks WhatsApp; what it answers comes to `note`. False: no answer. */
  readonly ask: () => Promise<boolean>;
  readonly onChange: (until: Instant) => void;
}

/** Keeps in the book until when the bot's number may not open new chats. */
export function watchRestriction({ sql, now, ask, onChange }: RestrictionParts) {
  const pace = openPaceSettings(sql, "wa");
  const until = () => pace.lockedUntil();
  let told = until();

  function lock(at: Instant): void {
    if (at !== until()) pace.lockNewChats(at);
    tell();
  }

  /** Where it cannot be told, as with a full disk, the next look tells it. */
  function tell(): void {
    const end = until();
    if (told === end) return;
    onChange(end);
    told = end;
  }

  return {
    /** What WhatsApp says, asked for or not. */
    note: ({ isActive, until: end }: Restriction): void => lock(isActive ? (end ?? now() + cautious) : 0),
    /** What became of a message: after a refusal of a new chat no other is tried before its time. */
    async noteSent(result: SendResult): Promise<void> {
      if (result.kind !== "refused" || result.code !== refusedNewChat) return;
      await ask();
      if (until() <= now()) lock(now() + cautious);
    },
    /** To be called now and then: where its time is over, WhatsApp is asked whether it really is. */
    async look(): Promise<void> {
      tell();
      if (until() > 0 && until() <= now()) await ask();
    },
    until,
  };
}

/** `until` is of use only while it lasts. */
export function restrictionAlarm(until: Instant, zone: Zone | null): Alarm {
  const end = zone === null ? "" : ` sampai ${formatInstant({ zone }, until)}`;
  return {
    cause: "wa:restricted",
    text: `WhatsApp membatasi nomor bot memulai percakapan baru${end} (kode 463). Yang belum pernah berkirim pesan dengan bot diberi tahu lewat email; percakapan lain tetap berjalan. Minta mereka menulis lebih dahulu: siaga kontak undang.`,
  };
}
