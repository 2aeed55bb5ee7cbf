import { formatInstant, isoWithOffset } from "../../calendar/format.ts";
import type { Instant, Zone } from "../../calendar/contract.ts";
import { loadCalendars } from "../../calendar/store.ts";
import { inviteLifetime, loadPeople } from "../../people/store.ts";
import type { Db } from "../../../db/open.ts";
import { UserError } from "../../user-error.ts";
import { chooseHolder } from "../people/choose.ts";
import { todayAt } from "../people/today.ts";
import { currentInstant, withBook } from "../shared/book.ts";
import { readConfig } from "../shared/config-file/read-book.ts";
import type { HolderEntry } from "../shared/config-file/shape.ts";
import { printJson, printLine } from "../shared/print.ts";
import { drawQr } from "../shared/qr.ts";
import { chatLink, invite } from "./invite.ts";
import { printInvites } from "./print-invites.ts";

interface Options {
  readonly opd?: string;
  readonly jabatan?: string;
  readonly cetak?: string;
  readonly json?: true;
  readonly oleh?: string;
}

/** `siaga kontak undang`: one official, or with --cetak a page for each office with everyone who has yet to register. */
export async function undang(who: string | undefined, options: Options): Promise<void> {
  const { cetak, opd, jabatan, json } = options;
  if (cetak !== undefined && (who !== undefined || jabatan !== undefined || json))
    throw new UserError(
      "--cetak mengundang semua yang belum terdaftar: pakai tanpa <siapa>, --jabatan, dan --json.",
    );
  if (cetak !== undefined) return printInvites(cetak, { opd, oleh: options.oleh });
  if (who === undefined)
    throw new UserError(
      "Tulis siapa yang diundang, misalnya siaga kontak undang 3; untuk semua yang belum terdaftar: siaga kontak undang --cetak undangan.html",
    );
  return inviteOne(who, options);
}

async function inviteOne(who: string, { oleh, json, ...options }: Options): Promise<void> {
  await withBook((db) => {
    const now = currentInstant();
    const holder = chooseHolder(readConfig(db.sql), { who, opd: options.opd, jabatan: options.jabatan });
    checkTerm(db, holder, now);
    const hadCode = hasOpenCode(db, holder, now);
    const code = db.sql.transaction(() => invite(db, holder, { now, oleh })).immediate();
    const place = { zone: zoneOf(db, holder) };
    const link = chatLink(db, code);
    const until = now + inviteLifetime;
    if (json) {
      const expiresAt = isoWithOffset(place, until);
      return printJson({ id: holder.id, name: holder.name, code, expiresAt, link });
    }
    printLine(`Kode untuk ${holder.name} (${holder.post} di ${holder.unit}): ${code}`);
    printLine(
      `Berlaku sekali, sampai ${formatInstant(place, until)}.${hadCode ? " Kode sebelumnya tidak berlaku lagi." : ""}`,
    );
    printLine(
      `Minta ia mengirim pesan WhatsApp ini dari nomornya sendiri kepada nomor Siaga: DAFTAR ${code}`,
    );
    if (link === null) printLine("Tautan langsung tersedia setelah WhatsApp ditautkan: siaga wa tautkan");
    else
      printLine(
        `Atau lewat tautan, atau dengan memindai kode ini: ${link}\n${drawQr(link, process.stdout.isTTY)}`,
      );
    return undefined;
  });
}

function hasOpenCode({ sql }: Db, { id }: HolderEntry, now: Instant): boolean {
  return (
    sql
      .prepare<[number, Instant], number>(
        "select count(*) from invites where holderId = ? and usedAt is null and expiresAt > ?",
      )
      .pluck()
      .get(id ?? 0, now) !== 0
  );
}

function checkTerm({ sql }: Db, { id, name, to }: HolderEntry, now: Instant): void {
  const people = loadPeople(sql);
  const row = [...people.holdersByPost.values()].flat().find((holder) => holder.id === id);
  const isOver = to !== null && to < todayAt(sql, people, now)(row?.unitId ?? 0);
  if (row === undefined || row.leftAt !== null || isOver)
    throw new UserError(
      `${name} sudah tidak menjabat, jadi tidak diundang. Bila masih: siaga kontak ubah ${id} --aktif.`,
    );
}

function zoneOf({ sql }: Db, holder: HolderEntry): Zone {
  const { units } = loadPeople(sql);
  const unit = units.values().find(({ code }) => code === holder.unit);
  return loadCalendars(sql).get(unit?.calendar ?? "")?.zone ?? "Asia/Makassar";
}
