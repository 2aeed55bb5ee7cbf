import type { BaileysEventMap } from "@whiskeysockets/baileys";
import type { Receipt, Restriction } from "./types.ts";

// What the library's events say, in our words.

export type LinkUpdate = BaileysEventMap["connection.update"];

/** Numbers of the library's message status. */
const delivered = 3;

/** Of our own messages: they are on their reader's phone, or read. */
export function readReceipts(updates: BaileysEventMap["messages.update"]): Receipt[] {
  return updates.flatMap(({ key, update }) => {
    const status: number = update.status ?? 0;
    if (!key.fromMe || !key.id || status < delivered) return [];
    const kind = status === delivered ? "delivered" : "read";
    return [{ id: key.id, kind, at: Number(update.messageTimestamp ?? 0) }];
  });
}

/** Why a connection ended, by WhatsApp's own number. */
export function codeOf(error: Error | undefined): number | null {
  const { output } = (error ?? {}) as { output?: { statusCode?: number } };
  return output?.statusCode ?? null;
}

export function restrictionOf({
  isActive,
  timeEnforcementEnds,
}: NonNullable<LinkUpdate["reachoutTimeLock"]>): Restriction {
  const until = timeEnforcementEnds ? Math.floor(timeEnforcementEnds.getTime() / 1000) : null;
  return { isActive: isActive ?? false, until };
}
