import { UserError } from "../../user-error.ts";
import type { Config, HolderEntry, PostEntry, UnitEntry } from "../shared/config-file/shape.ts";
import { suggest } from "./near.ts";

/** The unit of that code. Throws UserError with the codes that were perhaps meant. */
export function chooseUnit({ units }: Config, code: string): UnitEntry {
  const wanted = code.trim().toLowerCase();
  const unit = units.find((unit) => unit.code.toLowerCase() === wanted);
  if (unit !== undefined) return unit;
  const named = units.filter(({ name }) => name.toLowerCase() === wanted).map((unit) => unit.code);
  const meant = suggest(code, named.length > 0 ? named : units.map((unit) => unit.code));
  const hint = named.length > 0 ? ` Pakai kodenya: ${named.join(", ")}.` : meant;
  throw new UserError(`OPD "${code}" tidak ada.${hint} Lihat: siaga opd daftar.`);
}

/** The post of that unit. Throws UserError with those it has. */
export function choosePost(config: Config, unit: UnitEntry, post: string): PostEntry {
  const own = config.posts.filter((entry) => entry.unit === unit.code);
  const found = own.find((entry) => entry.post === post.trim().toLowerCase());
  if (found !== undefined) return found;
  const meant = suggest(
    post,
    own.map((entry) => entry.post),
  );
  throw new UserError(
    `Jabatan "${post}" di OPD ${unit.code} tidak ada.${meant} Lihat: siaga jabatan daftar --opd ${unit.code}. Menambahkan: siaga jabatan tambah ${unit.code} ${post}.`,
  );
}

export interface HolderQuestion {
  /** The number in `kontak daftar`, or the name. */
  readonly who: string;
  readonly opd?: string | undefined;
  readonly jabatan?: string | undefined;
}

/** The one holder meant. Throws UserError when there is none, or when several bear the name. */
export function chooseHolder(config: Config, { who, opd, jabatan }: HolderQuestion): HolderEntry {
  const unit = opd === undefined ? null : chooseUnit(config, opd).code;
  const candidates = config.holders.filter(
    (holder) => (unit === null || holder.unit === unit) && (jabatan === undefined || holder.post === jabatan),
  );
  const found = candidates.filter((holder) => isMeant(holder, who));
  const [holder, ...others] = found;
  if (holder === undefined)
    throw new UserError(
      `Kontak "${who}" tidak ada.${suggest(
        who,
        candidates.map(({ name }) => name),
      )} Lihat: siaga kontak daftar --semua.`,
    );
  if (others.length > 0)
    throw new UserError(
      `Ada ${found.length} kontak bernama "${who}": ${found.map(describeHolder).join("; ")}. Tulis nomornya.`,
    );
  return holder;
}

function isMeant({ id, name }: HolderEntry, who: string): boolean {
  return /^\d+$/u.test(who) ? id === Number(who) : name.toLowerCase() === who.trim().toLowerCase();
}

function describeHolder({ id, unit, post }: HolderEntry): string {
  return `nomor ${id} (${post} di ${unit})`;
}
