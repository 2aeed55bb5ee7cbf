import type { Instant, LocalDate } from "../../calendar/contract.ts";
import type { Office } from "../../escalation/contract.ts";
import { describePost } from "../../escalation/words.ts";
import type { Holder, Unit } from "../../people/contract.ts";
import { isCurrent } from "../../people/lookup.ts";
import type { AddressFacts, DoctorFacts, Finding } from "./contract.ts";
import { warning } from "./finding.ts";

type Channel = "wa" | "email";

/** Why a channel does not reach a holder; null: it does. */
export type Obstacle = "no_address" | "door_off" | "disabled" | "stopped" | "unregistered";

export interface Doors {
  readonly wa: boolean;
  readonly email: boolean;
}

export function findObstacle(
  holder: Holder,
  channel: Channel,
  doors: Doors,
  addresses: DoctorFacts["addresses"],
): Obstacle | null {
  const address = holder[channel];
  if (address === null) return "no_address";
  if (!doors[channel]) return "door_off";
  const known: Partial<AddressFacts> = addresses.get(`${channel}/${address}`) ?? {};
  if ((known.disabledAt ?? null) !== null) return "disabled";
  if ((known.stoppedAt ?? null) !== null) return "stopped";
  return channel === "wa" && (known.registeredAt ?? null) === null ? "unregistered" : null;
}

interface Held {
  readonly unit: Unit;
  readonly holder: Holder;
}

/** Numbers not linked yet, addresses that were stopped or switched off, and posts that were not confirmed. */
export function findAddressFaults(
  office: Office,
  facts: DoctorFacts,
  date: LocalDate,
  now: Instant,
): Finding[] {
  const held = listHeld(office, date);
  return [
    ...held.flatMap((each) => describeClosed(each, "wa", facts)),
    ...held.flatMap((each) => describeClosed(each, "email", facts)),
    ...(office.doors.wa ? byUnit(held, (each) => isUnregistered(each, facts)).map(describeUnregistered) : []),
    ...byUnit(held, (each) => isUnconfirmed(each, facts, now)).map(describeUnconfirmed),
  ];
}

function listHeld({ people }: Office, date: LocalDate): Held[] {
  return [...people.holdersByPost.values()].flat().flatMap((holder) => {
    const unit = people.units.get(holder.unitId);
    return unit && isCurrent(holder, date) ? [{ unit, holder }] : [];
  });
}

function byUnit(held: readonly Held[], isMeant: (each: Held) => boolean): Held[][] {
  return [...Map.groupBy(held.filter(isMeant), ({ unit }) => unit.id).values()];
}

const allOpen: Doors = { wa: true, email: true };

function isUnregistered({ holder }: Held, { addresses }: DoctorFacts): boolean {
  return findObstacle(holder, "wa", allOpen, addresses) === "unregistered";
}

function describeUnregistered(held: readonly Held[]): Finding {
  return warning({
    cause: `unregistered:${codeOf(held)}`,
    problem: `Belum mendaftarkan WhatsApp di ${nameOf(held)}: ${listNames(held)}.`,
    remedy: `Undang dengan kode: ${forEach(held, (number) => `siaga kontak undang ${number}`)}`,
  });
}

const answerWithin = 14 * 86_400;

/** Asked each half year; silence for two weeks is worth a call. */
function isUnconfirmed({ holder }: Held, { holders }: DoctorFacts, now: Instant): boolean {
  const { askedAt = null, confirmedAt = null } = holders.get(holder.id) ?? {};
  return askedAt !== null && now - askedAt > answerWithin && (confirmedAt === null || confirmedAt < askedAt);
}

function describeUnconfirmed(held: readonly Held[]): Finding {
  return warning({
    cause: `unconfirmed:${codeOf(held)}`,
    problem: `Lebih dari 14 hari belum menjawab apakah masih menjabat di ${nameOf(held)}: ${listNames(held)}.`,
    remedy: `Tanyakan langsung; bila masih: ${forEach(held, (number) => `siaga kontak konfirmasi ${number}`)}; bila sudah berganti: ${forEach(held, (number) => `siaga kontak ubah ${number} --sampai TANGGAL`)}`,
  });
}

function describeClosed({ unit, holder }: Held, channel: Channel, { addresses }: DoctorFacts): Finding[] {
  const obstacle = findObstacle(holder, channel, allOpen, addresses);
  if (obstacle !== "stopped" && obstacle !== "disabled") return [];
  const name = channel === "wa" ? "WhatsApp" : "Email";
  const who = `${holder.name} (${describePost(holder.post, unit)})`;
  const cause = `address:${channel}:${holder.id}`;
  if (obstacle === "disabled")
    return [
      warning({
        cause,
        problem: `${name} ${who} tidak dipakai lagi, karena pesan ke sana dua kali ditolak.`,
        remedy: `Betulkan: siaga kontak ubah ${holder.id} ${channel === "wa" ? "--wa NOMOR" : "--email ALAMAT"}`,
      }),
    ];
  return [
    warning({
      cause,
      problem: `${name} ${who} dihentikan sendiri dengan STOP.`,
      remedy:
        holder.email === null
          ? `Beri jalan lain: siaga kontak ubah ${holder.id} --email ALAMAT`
          : "Ia dapat membukanya lagi dengan membalas MULAI.",
    }),
  ];
}

function codeOf([first]: readonly Held[]): string {
  return first?.unit.code ?? "";
}

function nameOf([first]: readonly Held[]): string {
  return first?.unit.name ?? "";
}

function listNames(held: readonly Held[]): string {
  return held.map(({ holder }) => `${holder.name} (nomor ${holder.id})`).join(", ");
}

/** The command for the one, or for whichever of the many. */
function forEach(held: readonly Held[], command: (number: string) => string): string {
  const [first, ...others] = held;
  return command(first && others.length === 0 ? String(first.holder.id) : "NOMOR");
}
