import type { Holder } from "../../people/contract.ts";
import { markLeft } from "../../people/holders/store.ts";
import { leaveOrDeclineText, leftText, whichPostText } from "../../replies/answers.ts";
import type { PlainCommand } from "../../replies/contract.ts";
import { auditReply } from "./audit.ts";
import { redirect, reviewAfter, tellChange } from "./people-changed.ts";
import { type Answer, describePosts, type Room, type Talk } from "./talk.ts";

/** "PINDAH": the holder is told nothing any more, and Kominfo enters the successor (escalation.md section 6). */
export function leavePost(room: Room, talk: Talk, { trackingIds }: PlainCommand): Answer {
  const [trackingId] = trackingIds;
  if (trackingId !== undefined)
    return { outcome: "asked_whether_leaving", text: leaveOrDeclineText(trackingId) };
  const leaving = findLeaving(talk);
  if (!leaving) {
    const posts = talk.holders.map((holder) => describePosts(room.office(), [holder]));
    return { outcome: "asked_which_post", text: whichPostText(posts) };
  }
  const post = describePosts(room.office(), [leaving]);
  leave(room, talk, leaving);
  tellChange(room, talk, {
    subject: `[SIAGA] ${leaving.name} tidak lagi memegang jabatan`,
    sentences: [
      `${leaving.name} menyatakan tidak lagi memegang jabatan ${post} (balasan PINDAH).`,
      `Siaga tidak mengirim pesan lagi kepadanya untuk jabatan itu. Mohon isi penggantinya: siaga kontak tambah ${unitCode(room, leaving)} ${leaving.post}`,
    ],
  });
  return { outcome: "left", text: leftText(post) };
}

/** The post of the message that is quoted, else the only one there is. */
function findLeaving({ holders, quoted }: Talk): Holder | null {
  const meant = holders.filter(({ unitId, post }) =>
    quoted.some((row) => row.unitId === unitId && row.post === post),
  );
  const [only, ...others] = meant.length > 0 ? meant : holders;
  return only && others.length === 0 ? only : null;
}

function leave(room: Room, { channel, now }: Talk, holder: Holder): void {
  const { desk, records, office } = room;
  markLeft(desk.sql, holder.id, now);
  const change = { action: "kontak.pindah", before: { leftAt: null }, after: { leftAt: now } };
  auditReply(desk.sql, { office: office(), holder, channel }, change, now);
  reviewAfter(room, now);
  const unsent = records.unsentOf(holder.id).map((row) => ({ ...row, fallback: null }));
  redirect(room, unsent, "penerima tidak lagi memegang jabatan itu (PINDAH)", now);
}

function unitCode({ office }: Room, { unitId }: Holder): string {
  return office().people.units.get(unitId)?.code ?? "KODE";
}
