import { writeFileSync } from "node:fs";
import { parsePhoneNumber } from "libphonenumber-js/min";
import type { Db } from "../../../db/open.ts";
import type { Instant } from "../../calendar/contract.ts";
import { formatInstant } from "../../calendar/format.ts";
import { loadCalendars } from "../../calendar/store.ts";
import { linkedNumber } from "../../connections/whatsapp/auth.ts";
import { describePost } from "../../escalation/words.ts";
import type { Holder, People, Unit } from "../../people/contract.ts";
import { isCurrent } from "../../people/lookup.ts";
import { inviteLifetime, loadPeople } from "../../people/store.ts";
import { UserError } from "../../user-error.ts";
import { chooseUnit } from "../people/choose.ts";
import { todayAt } from "../people/today.ts";
import { currentInstant, withBook } from "../shared/book.ts";
import { readConfig } from "../shared/config-file/read-book.ts";
import { printLine } from "../shared/print.ts";
import { chatLink, invite, type Occasion } from "./invite.ts";
import { type Invitation, renderInvites } from "./render-invites.ts";

interface Options {
  readonly opd: string | undefined;
  readonly oleh: string | undefined;
}

/** Writes one HTML file with a page for each office: a code, link and QR code for each official who has yet to register. */
export async function printInvites(file: string, { opd, oleh }: Options): Promise<void> {
  await withBook((db) => {
    const now = currentInstant();
    const people = loadPeople(db.sql);
    const units = opd === undefined ? [...people.units.values()] : [unitOf(db, people, opd)];
    const number = botNumber(db);
    const everyone = groupByPerson(findUnregistered(db, people, now));
    const work = db.sql.transaction(() => {
      const pages = units.flatMap((unit) => {
        const invited = everyone.filter(([first]) => first.unitId === unit.id);
        if (invited.length === 0) return [];
        const invitations = invited.map((posts) => inviteTo(db, people, posts, { now, oleh }));
        return [{ unit: unit.name, until: untilAt(db, unit, now), number, invitations }];
      });
      // inside, so that codes which nobody can read end nobody's earlier code
      if (pages.length > 0) writeNew(file, renderInvites(pages));
      return pages;
    });
    const pages = work.immediate();
    if (pages.length === 0)
      throw new UserError("Semua pejabat sudah terdaftar di WhatsApp; tidak ada yang dicetak.");
    const count = pages.reduce((sum, { invitations }) => sum + invitations.length, 0);
    printLine(`${file}: ${count} undangan, satu halaman untuk tiap OPD (${pages.length}).`);
    printLine(
      "Kode sebelumnya tidak berlaku lagi. Hapus berkasnya setelah dibagikan: siapa pun yang memegang",
    );
    printLine("sebuah kode dapat memakainya.");
  });
}

function unitOf(db: Db, people: People, code: string): Unit {
  const { id } = chooseUnit(readConfig(db.sql), code);
  const unit = people.units.get(id ?? 0);
  if (!unit) throw new UserError(`OPD ${code} tidak ada. Lihat: siaga opd daftar.`);
  return unit;
}

/** In office today, and without a number that DAFTAR linked. */
function findUnregistered({ sql }: Db, people: People, now: Instant): Holder[] {
  const registered = new Set(
    sql
      .prepare<[], string>("select address from addresses where channel = 'wa' and registeredAt is not null")
      .pluck()
      .all(),
  );
  const today = todayAt(sql, people, now);
  return [...people.holdersByPost.values()]
    .flat()
    .filter((holder) => isCurrent(holder, today(holder.unitId)))
    .filter(({ wa }) => wa === null || !registered.has(wa));
}

type Person = readonly [Holder, ...Holder[]];

/** One number is registered once, however many posts its owner holds; the first post says on which page. */
function groupByPerson(holders: readonly Holder[]): Person[] {
  return [...Map.groupBy(holders, ownerOf).values()].flatMap(([first, ...others]) =>
    first ? [[first, ...others] as const] : [],
  );
}

function ownerOf({ id, name, wa }: Holder): string {
  return wa === null ? String(id) : `${wa} ${name.toLowerCase()}`;
}

function inviteTo(db: Db, people: People, [first, ...others]: Person, occasion: Occasion): Invitation {
  const { id, name, post, unitId } = first;
  const code = invite(db, { id, name, post, unit: people.units.get(unitId)?.code ?? "" }, occasion);
  const posts = [first, ...others].map((one) => describePost(one.post, people.units.get(one.unitId) ?? null));
  return { name, posts, code, link: chatLink(db, code) ?? "" };
}

function untilAt(db: Db, unit: Unit, now: Instant): string {
  const zone = loadCalendars(db.sql).get(unit.calendar ?? "")?.zone ?? "Asia/Makassar";
  return formatInstant({ zone }, now + inviteLifetime);
}

/** "+62 811-5000-001" */
function botNumber(db: Db): string {
  const number = linkedNumber(db.sql);
  if (number === null)
    throw new UserError(
      "Nomor bot belum diketahui, jadi tautannya belum ada. Jalankan dahulu: siaga wa tautkan",
    );
  return parsePhoneNumber(number).formatInternational();
}

/** Readable by nobody else, for a code lets its bearer in; a file that is there stays as it is. */
function writeNew(file: string, text: string): void {
  try {
    writeFileSync(file, text, { flag: "wx", mode: 0o600 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === "EEXIST" ? "sudah ada" : `tidak dapat ditulis (${code ?? "?"})`;
    throw new UserError(`Berkas ${file} ${why}. Pilih nama lain.`, { cause: error });
  }
}
