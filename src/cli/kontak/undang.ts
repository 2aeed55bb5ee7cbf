import { linkedNumber } from "../../connections/whatsapp/auth.ts";
import { randomInt } from "node:crypto";
import { formatInstant, isoWithOffset } from "../../calendar/format.ts";
import type { Instant, Zone } from "../../calendar/contract.ts";
import { loadCalendars } from "../../calendar/store.ts";
import { createInvite, inviteLifetime, loadPeople } from "../../people/store.ts";
import type { Db } from "../../../db/open.ts";
import { UserError } from "../../user-error.ts";
import { chooseHolder, type HolderQuestion } from "../people/choose.ts";
import { todayAt } from "../people/today.ts";
import { writeAudit } from "../shared/audit.ts";
import { currentInstant, withBook } from "../shared/book.ts";
import { readConfig } from "../shared/config-file/read-book.ts";
import type { HolderEntry } from "../shared/config-file/shape.ts";
import { printJson, printLine } from "../shared/print.ts";

interface Options extends Omit<HolderQuestion, "who"> {
  readonly json?: true;
  readonly oleh?: string;
}

/** `siaga kontak undang`: the code is shown here only; the book keeps its hash. */
export async function undang(who: string, options: Options): Promise<void> {
  await withBook((db) => {
    const now = currentInstant();
    const holder = chooseHolder(readConfig(db.sql), { who, ...options });
    checkTerm(db, holder, now);
    const code = invite(db, holder, { now, oleh: options.oleh });
    const place = { zone: zoneOf(db, holder) };
    const link = chatLink(db, code);
    const until = now + inviteLifetime;
    if (options.json)
      return printJson({
        id: holder.id,
        name: holder.name,
        code,
        expiresAt: isoWithOffset(place, until),
        link,
      });
    printLine(`Kode untuk ${holder.name} (${holder.post} di ${holder.unit}): ${code}`);
    printLine(`Berlaku sekali, sampai ${formatInstant(place, until)}.`);
    printLine(
      `Minta ia mengirim pesan WhatsApp ini dari nomornya sendiri kepada nomor Siaga: DAFTAR ${code}`,
    );
    printLine(
      link === null
        ? "Tautan langsung tersedia setelah WhatsApp ditautkan: siaga wa tautkan"
        : `Atau lewat tautan: ${link}`,
    );
    return undefined;
  });
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

function invite(
  db: Db,
  holder: HolderEntry,
  { now, oleh }: { now: Instant; oleh: string | undefined },
): string {
  const subject = `Kontak ${holder.unit}/${holder.post}/${holder.name}`;
  return db.sql
    .transaction(() => {
      const code = createInvite(db.sql, holder.id ?? 0, randomInt, now);
      writeAudit(db, { now, action: "kontak.undang", subject, before: null, after: null, by: oleh ?? null });
      return code;
    })
    .immediate();
}

/** The bot's own number is known once WhatsApp was linked. */
function chatLink({ sql }: Db, code: string): string | null {
  const number = linkedNumber(sql);
  return number && `https://wa.me/${number.slice(1)}?text=${encodeURIComponent(`DAFTAR ${code}`)}`;
}

function zoneOf({ sql }: Db, holder: HolderEntry): Zone {
  const { units } = loadPeople(sql);
  const unit = units.values().find(({ code }) => code === holder.unit);
  return loadCalendars(sql).get(unit?.calendar ?? "")?.zone ?? "Asia/Makassar";
}
