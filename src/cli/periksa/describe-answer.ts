import { formatDate } from "../../calendar/format.ts";
import type { Obstacle } from "../../desk/doctor/addresses.ts";
import { describePost } from "../../escalation/words.ts";
import type { Holder, Unit } from "../../people/contract.ts";
import { wrap } from "../shared/wrap.ts";
import type { Answer, Held } from "./who.ts";

const channelNames = { wa: "WhatsApp", email: "email" } as const;

/** The post, where rules name it, who is told today and by what, and what stands in the way of the rest. */
export function describeAnswer(answer: Answer, unit: Unit): string[] {
  const { post, places, audience, holders } = answer;
  const rules = places.map(({ rule, step }) => `${rule} jenjang ${step}`).join(", ");
  return [
    "",
    ...wrap(`${describePost(post, audience?.unit ?? unit)} – ${rules}`),
    ...describeTold(answer),
    ...(audience
      ? []
      : wrap(
          `jabatan ini belum ada di ${unit.code} maupun induknya: siaga jabatan tambah ${unit.code} ${post}`,
          "  ✗ ",
        )),
    ...holders.flatMap(describeObstacles),
    ...describeAbsence(answer),
  ];
}

function describeTold({ post, audience }: Answer): string[] {
  if (!audience) return [];
  if (audience.reaches.length === 0) return ["  ✗ tidak ada yang dapat diberi tahu hari ini"];
  const people = Map.groupBy(audience.reaches, ({ holder }) => holder.id).values();
  const instead = audience.post === post ? "" : `, sebagai ${describePost(audience.post, audience.unit)}`;
  return [...people].flatMap((reaches) => {
    const channels = reaches.map(({ channel }) => channelNames[channel]).join(" dan ");
    const spare = reaches[0]?.fallback;
    const otherwise = spare ? ` (bila ditolak: ${channelNames[spare]})` : "";
    return wrap(`${reaches[0]?.holder.name ?? ""}${instead}: ${channels}${otherwise}`, "  ✓ ");
  });
}

function describeObstacles({ holder, obstacles }: Held): string[] {
  return obstacles.flatMap(({ channel, obstacle }) =>
    wrap(`${holder.name}, ${channelNames[channel]}: ${words[obstacle](holder, channel)}`, "    · "),
  );
}

const words: Record<Obstacle, (holder: Holder, channel: "wa" | "email") => string> = {
  no_address: ({ id }, channel) => `belum diisi (siaga kontak ubah ${id} ${optionOf(channel)})`,
  door_off: (_, channel) =>
    channel === "wa" ? "belum menyala (SIAGA_WA=baileys, siaga wa tautkan)" : "belum diatur (SIAGA_SMTP)",
  disabled: ({ id }, channel) =>
    `tidak dipakai lagi karena pesan ke sana dua kali ditolak (siaga kontak ubah ${id} ${optionOf(channel)})`,
  stopped: () => "dihentikan sendiri dengan STOP; dibuka lagi dengan MULAI",
  unregistered: ({ id }) => `belum mendaftar (siaga kontak undang ${id})`,
};

function optionOf(channel: "wa" | "email"): string {
  return channel === "wa" ? "--wa NOMOR" : "--email ALAMAT";
}

/** Nobody holds it today: who did or will, and how to enter somebody. */
function describeAbsence({ audience, holders, others, post }: Answer): string[] {
  if (!audience || holders.length > 0) return [];
  const add = `siaga kontak tambah ${audience.unit.code} ${post} "NAMA" --email ALAMAT`;
  return [
    ...wrap(`tidak ada yang memegang jabatan ini hari ini: ${add}`, "    · "),
    ...others.flatMap((holder) => wrap(`${holder.name}: ${describeTerm(holder)}`, "    · ")),
  ];
}

function describeTerm({ leftAt, from, to }: Holder): string {
  if (leftAt !== null) return "menyatakan PINDAH";
  const terms = [
    from === null ? "" : `mulai ${formatDate(from)}`,
    to === null ? "" : `sampai ${formatDate(to)}`,
  ];
  return terms.filter(Boolean).join(" ");
}

/** The same for programs, by the code's names. */
export function answerAsJson({
  post,
  channels,
  places,
  audience,
  holders,
  others,
}: Answer): Record<string, unknown> {
  return {
    post,
    channels,
    rules: places,
    unit: audience?.unit.code ?? null,
    toldAs: audience && audience.reaches.length > 0 ? audience.post : null,
    told: (audience?.reaches ?? []).map(({ holder, channel, fallback }) => ({
      id: holder.id,
      person: holder.name,
      kind: holder.kind,
      channel,
      fallback,
    })),
    holders: holders.map(({ holder, obstacles }) => ({ id: holder.id, person: holder.name, obstacles })),
    notToday: others.map(({ id, name, from, to, leftAt }) => ({
      id,
      person: name,
      from,
      to,
      hasLeft: leftAt !== null,
    })),
  };
}
