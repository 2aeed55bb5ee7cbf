import type { Instant, Zone } from "../../calendar/contract.ts";
import { classificationOf, classWords } from "../../complaints/classification.ts";
import type { Complaint, ComplaintUpdate, Status } from "../../complaints/contract.ts";
import { isTooPrecise } from "../../complaints/kecamatan.ts";
import { scrub } from "../../complaints/scrub.ts";
import { UserError } from "../../user-error.ts";
import { shorten, tidyText } from "../reading/tidy-text.ts";
import { readTrackingId } from "../reading/tracking-id.ts";
import { readPastMoment } from "./read-moment.ts";

/** What an operator wrote, by the names of the options; absent: nothing was said. */
export interface Typed {
  readonly judul?: string;
  readonly kategori?: string;
  readonly klasifikasi?: string;
  readonly kecamatan?: string;
  readonly status?: string;
  readonly masuk?: string;
  readonly disposisi?: string;
  readonly isSecret?: boolean;
  /** The office that was meant, as the book names it. */
  readonly office?: { readonly name: string; readonly externalId: string | null };
}

export interface EntryOptions {
  readonly current: Complaint | null;
  readonly zone: Zone;
  readonly now: Instant;
  readonly statusOf: (text: string) => Status;
}

/** Longer is a body, which does not belong here. */
const longest = 200;

/** The Tracking ID that was typed. Throws UserError. */
export function readId(text: string): string {
  const id = readTrackingId(text);
  if (id === null)
    throw new UserError(
      `Nomor laporan "${text.trim()}" tidak sah: Tracking ID LAPOR! terdiri dari 5 sampai 15 angka.`,
    );
  return id;
}

/** What a person says of one complaint: only what was given. Throws UserError naming the option. */
export function readEntry(typed: Typed, options: EntryOptions): Omit<ComplaintUpdate, "trackingId"> {
  const { judul, kategori, klasifikasi, kecamatan, status, office, isSecret } = typed;
  const { current } = options;
  refuseSecretTitle(typed, current);
  const { reportedAt, disposedAt } = readMoments(typed, options);
  return {
    ...(judul !== undefined && { title: shorten(scrub(readWords("--judul", judul, 1000)), longest) }),
    ...(kategori !== undefined && { category: scrub(readWords("--kategori", kategori)) }),
    ...(klasifikasi !== undefined && { classification: readClassification(klasifikasi) }),
    ...(kecamatan !== undefined && { locationName: readKecamatan(kecamatan) }),
    ...(status !== undefined && { statusRaw: readStatus(status, options) }),
    ...(office && { opdName: office.name, ...(office.externalId && { opdExternalId: office.externalId }) }),
    ...(isSecret !== undefined && { isSecret }),
    ...(reportedAt !== undefined && { reportedAt }),
    ...(disposedAt !== undefined && { disposedAt }),
  };
}

/** A new complaint: what was not said of it stands as LAPOR! shows a new one. */
export function completeNew(said: Omit<ComplaintUpdate, "trackingId">): Omit<ComplaintUpdate, "trackingId"> {
  return { statusRaw: said.opdName ? "Belum Ditindaklanjuti" : "Belum Terverifikasi", ...said };
}

function refuseSecretTitle({ judul, isSecret }: Typed, current: Complaint | null): void {
  if (judul === undefined || !(isSecret ?? current?.isSecret ?? false)) return;
  throw new UserError(
    "Judul laporan rahasia tidak disimpan. Hapus --judul, atau tulis --bukan-rahasia bila memang bukan.",
  );
}

function readMoments({ masuk, disposisi }: Typed, { current, zone, now }: EntryOptions) {
  const reportedAt =
    masuk === undefined ? undefined : readPastMoment(masuk, { option: "--masuk", zone, now });
  const notBefore = { name: "laporan masuk", at: reportedAt ?? current?.reportedAt ?? null };
  const disposedAt =
    disposisi === undefined
      ? undefined
      : readPastMoment(disposisi, { option: "--disposisi", zone, now, notBefore });
  return { reportedAt, disposedAt };
}

function readWords(option: string, text: string, most = longest): string {
  const tidy = tidyText(text);
  if (tidy === "") throw new UserError(`${option} kosong. Isi, atau hapus.`);
  if (tidy.length > most)
    throw new UserError(
      `${option} terlalu panjang: paling banyak ${most} huruf. Isi laporan tidak disimpan di sini.`,
    );
  return tidy;
}

function readKecamatan(text: string): string {
  const place = scrub(readWords("--kecamatan", text));
  if (isTooPrecise(place))
    throw new UserError('--kecamatan terlalu rinci. Tulis kecamatannya saja, misalnya "Kec. Alalak".');
  return place;
}

function readClassification(text: string): NonNullable<ComplaintUpdate["classification"]> {
  const found = classificationOf(readWords("--klasifikasi", text));
  if (found === null || found === "lain")
    throw new UserError(`--klasifikasi tidak dikenal. Pilih: ${classWords}.`);
  return found;
}

/** A status in the words of LAPOR!. Throws UserError for one that means nothing. */
export function readStatus(text: string, { statusOf }: Pick<EntryOptions, "statusOf">): string {
  const tidy = readWords("--status", text);
  if (statusOf(tidy) === "unknown")
    throw new UserError(
      '--status tidak dikenal. Tulis seperti di LAPOR!, misalnya "Belum Ditindaklanjuti", Proses, atau Selesai.',
    );
  return tidy;
}
