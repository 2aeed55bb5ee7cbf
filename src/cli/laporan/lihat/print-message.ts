import type { Instant } from "../../../calendar/contract.ts";
import { describePost } from "../../../escalation/words.ts";
import type { Message } from "../../../outbox/contract.ts";
import type { Unit } from "../../../people/contract.ts";
import { type Place, shortMoment } from "./moments.ts";
import { channelName } from "./words.ts";

/** "WhatsApp untuk Budi (Admin Dinas PUPR): terkirim Sen 23 Nov 09.00, dibaca Sen 23 Nov 09.05" */
export function describeMessage(place: Place, message: Message, unit: Unit | null, now: Instant): string {
  const post = message.post === null ? "" : ` (${describePost(message.post, unit)})`;
  const fate = describeFate(place, message, now);
  return `${channelName(message.intended)} untuk ${message.person}${post}: ${fate}`;
}

function describeFate(place: Place, message: Message, now: Instant): string {
  const { state, acceptedAt, deliveredAt, readAt } = message;
  const note = message.note ? `: ${message.note}` : "";
  if (state === "pending") return describeWait(place, message, now) + note;
  if (message.channel === "folder" && acceptedAt !== null)
    return `ditulis ke folder ${shortMoment(place, acceptedAt)} (uji coba)`;
  if (state === "accepted" || state === "delivered" || state === "read") {
    const moments = { terkirim: acceptedAt, sampai: state === "read" ? null : deliveredAt, dibaca: readAt };
    return Object.entries(moments)
      .flatMap(([name, t]) => (t === null ? [] : [`${name} ${shortMoment(place, t)}`]))
      .join(", ");
  }
  return fates[state] + note;
}

const fates = {
  sending: "sedang dikirim",
  failed: "gagal",
  superseded: "batal",
  expired: "kedaluwarsa",
  cancelled: "dibatalkan",
} as const;

function describeWait(place: Place, { notBefore }: Message, now: Instant): string {
  return notBefore > now ? `menunggu sampai ${shortMoment(place, notBefore)}` : "menunggu giliran dikirim";
}
