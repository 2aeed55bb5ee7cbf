import { redeemInvite } from "../../people/store.ts";
import { registerTexts } from "../../replies/answers.ts";
import type { Instant } from "../../calendar/contract.ts";
import { auditReply } from "./audit.ts";
import { reviewAfter } from "./people-changed.ts";
import type { Answer, Room } from "./talk.ts";

/** "DAFTAR" code: links the number (E.164 with +) to the holder for whom Kominfo made the code (escalation.md section 6). */
export function registerNumber(room: Room, code: string, number: string, now: Instant): Answer {
  const { desk, office } = room;
  const redeemed = redeemInvite(desk.sql, code, number, now);
  if (redeemed.kind === "registered") {
    const holder = [...office().people.holdersByPost.values()]
      .flat()
      .find(({ id }) => id === redeemed.holderId);
    const change = { action: "kontak.daftar", before: { wa: holder?.wa ?? null }, after: { wa: number } };
    if (holder) auditReply(desk.sql, { office: office(), holder, channel: "wa" }, change, now);
    reviewAfter(room, now);
  }
  return { outcome: redeemed.kind, text: registerTexts[redeemed.kind] };
}
