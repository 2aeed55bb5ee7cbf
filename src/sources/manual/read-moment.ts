import { formatInstant } from "../../calendar/format.ts";
import type { Instant, Zone } from "../../calendar/contract.ts";
import { zoneOffset } from "../../calendar/zones.ts";
import { UserError } from "../../user-error.ts";
import { readMoment } from "../reading/moment-text.ts";

export interface MomentOptions {
  /** Such as "--masuk". */
  readonly option: string;
  /** In which a time without a zone is meant. */
  readonly zone: Zone;
  readonly now: Instant;
  /** A moment that must not come after it, with its name, such as "masuknya laporan"; null: not known. */
  readonly notBefore?: { readonly name: string; readonly at: Instant | null };
}

/** LAPOR! began in 2011. */
const beginning = 1_293_814_800;

/** A moment of the past as an operator writes it, with a time. Throws UserError. */
export function readPastMoment(text: string, { option, zone, now, notBefore }: MomentOptions): Instant {
  const at = /\d[:.]\d\d/u.test(text) ? readMoment(text.trim(), "", zoneOffset(zone) / 60) : null;
  if (at === null)
    throw new UserError(
      `${option}: waktu itu tidak terbaca. Tulis tanggal dan jam, misalnya "19-11-2026 10.10" atau 2026-11-19T10:10.`,
    );
  if (at > now)
    throw new UserError(`${option}: ${formatInstant({ zone }, at)} ada di masa depan. Periksa lagi.`);
  if (at < beginning)
    throw new UserError(`${option}: LAPOR! baru ada sejak 2011, jadi tahun itu tidak mungkin. Periksa lagi.`);
  if (notBefore && notBefore.at !== null && at < notBefore.at)
    throw new UserError(
      `${option}: tidak mungkin sebelum ${notBefore.name} (${formatInstant({ zone }, notBefore.at)}). Periksa lagi.`,
    );
  return at;
}
