import type { Holder } from "../../people/contract.ts";
import { holdersAt } from "../../people/lookup.ts";
import { redeemInvite } from "../../people/store.ts";
import { registerTexts } from "../../replies/answers.ts";
import { auditReply } from "./audit.ts";
import { dateOfPemda } from "./own.ts";
import { reviewAfter, tellChange } from "./people-changed.ts";
import { type Answer, describePosts, type Room, type Talk } from "./talk.ts";

/** "DAFTAR" code: links the number that sent it to the holder for whom Kominfo made the code (escalation.md section 6). */
export function registerNumber(
  room: Room,
  code: string,
  talk: Pick<Talk, "key" | "address" | "now">,
): Answer {
  const { desk, office } = room;
  const { address: number, now } = talk;
  // without a zone nobody's time is over
  const today = dateOfPemda(office(), now) ?? "0001-01-01";
  const redeemed = redeemInvite(desk.sql, code, { number, now, today });
  if (redeemed.kind === "registered") {
    const holder = [...office().people.holdersByPost.values()]
      .flat()
      .find(({ id }) => id === redeemed.holderId);
    const change = { action: "kontak.daftar", before: { wa: holder?.wa ?? null }, after: { wa: number } };
    if (holder) auditReply(desk.sql, { office: office(), holder, channel: "wa" }, change, now);
    reviewAfter(room, now);
    const others = holdersAt(office().people, "wa", number, today).filter(
      ({ name }) => name.toLowerCase() !== holder?.name.toLowerCase(),
    );
    if (holder && others.length > 0) tellShared(room, talk, { holder, others });
  }
  return { outcome: redeemed.kind, text: registerTexts[redeemed.kind] };
}

interface Shared {
  readonly holder: Holder;
  readonly others: readonly Holder[];
}

/** One telephone for an official and whoever carries it is common; a number that has gone on to somebody else is not. */
function tellShared(room: Room, talk: Pick<Talk, "key" | "now">, { holder, others }: Shared): void {
  const tell = (who: Holder) => `${who.name} (${describePosts(room.office(), [who])})`;
  tellChange(room, talk, {
    subject: `[SIAGA] Satu nomor WhatsApp untuk ${holder.name} dan ${others[0]?.name ?? ""}`,
    sentences: [
      `${tell(holder)} mendaftar dari nomor WhatsApp yang juga tercatat untuk ${others.map(tell).join(", ")}.`,
      "Bila ponselnya memang dipakai bersama, tidak ada yang perlu dilakukan.",
      ...others.map(
        ({ id, name }) => `Bila bukan lagi nomor ${name}, kosongkan: siaga kontak ubah ${id} --wa ""`,
      ),
    ],
  });
}
