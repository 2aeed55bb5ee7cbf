import type { Holder } from "../../people/contract.ts";
import { markConfirmed } from "../../people/holders/store.ts";
import { confirmedText } from "../../replies/answers.ts";
import type { PlainCommand } from "../../replies/contract.ts";
import { auditReply } from "./audit.ts";
import { listOwnOpen } from "./own.ts";
import { addressesOf, type Answer, describePosts, type Room, type Talk } from "./talk.ts";

/**
 * "SIAP" to the half-yearly question whether the post is still held (escalation.md section 8): quoting it, or following it
 * before other news came. null: it speaks of a complaint.
 */
export function confirmPosts(room: Room, talk: Talk, { trackingIds }: PlainCommand): Answer | null {
  if (trackingIds.length > 0) return null;
  const asked = talk.quoted.length > 0 ? findQuoted(talk) : findAsked(room, talk);
  if (asked.length === 0) return null;
  for (const holder of asked) confirm(room, talk, holder);
  return { outcome: "confirmed", text: confirmedText(describePosts(room.office(), asked)) };
}

function findQuoted({ holders, quoted }: Talk): Holder[] {
  const ids = new Set(quoted.filter(({ reason }) => reason === "confirm").map(({ holderId }) => holderId));
  return holders.filter(({ id }) => ids.has(id));
}

function findAsked(room: Room, talk: Talk): Holder[] {
  const { records } = room;
  return talk.holders.filter(({ id }) => {
    const askedAt = records.askedAt(id);
    if (askedAt === null) return false;
    return !records.hasNewsSince(addressesOf(talk), askedAt) || listOwnOpen(room, talk).length === 0;
  });
}

function confirm({ desk, records, office }: Room, { now, channel }: Talk, holder: Holder): void {
  if (records.askedAt(holder.id) === null) return; // said twice
  markConfirmed(desk.sql, holder.id, now);
  const change = { action: "kontak.konfirmasi", before: {}, after: { confirmedAt: now } };
  auditReply(desk.sql, { office: office(), holder, channel }, change, now);
}
