import { copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Db, openDb } from "../../../db/open.ts";
import { formatHours, parseHours } from "../../../src/calendar/hours.ts";
import { insertHolder, insertPost } from "../../../src/people/holders/store.ts";
import { insertUnit } from "../../../src/people/units/store.ts";

// A small Pemda in which a life is led: two offices in WITA, one in WIT with hours of its own, one below another.

export const unitCodes = ["PUPR", "DLH", "DISDIK", "UPT"] as const;
export type UnitCode = (typeof unitCodes)[number];

/** How LAPOR! may write an office: its id, its name, and a name it had before. */
export const offices: Record<
  UnitCode | "PEMDA",
  { readonly id: string | null; readonly names: readonly string[] }
> = {
  PUPR: { id: "90001", names: ["Dinas PUPR", "DINAS PUPR KAB. CONTOH", "Dinas Bina Marga"] },
  DLH: { id: "90002", names: ["Dinas Lingkungan Hidup", "Dinas Lingkungan Hidup Kabupaten Contoh"] },
  DISDIK: { id: "90003", names: ["Dinas Pendidikan"] },
  UPT: { id: null, names: ["UPT Kebersihan"] },
  PEMDA: { id: null, names: ["Pemerintah Kabupaten Contoh"] },
};

interface Place {
  readonly unit: UnitCode | "PEMDA";
  readonly post: string;
}

export const posts: readonly Place[] = [
  { unit: "PEMDA", post: "kominfo" },
  { unit: "PEMDA", post: "kepala_kominfo" },
  { unit: "PEMDA", post: "kepala_daerah" },
  { unit: "PUPR", post: "admin" },
  { unit: "PUPR", post: "kepala" },
  { unit: "PUPR", post: "sekretaris" },
  { unit: "DLH", post: "admin" },
  { unit: "DLH", post: "kepala" },
  { unit: "DISDIK", post: "admin" },
  { unit: "DISDIK", post: "kepala" },
];

type Person = readonly [unit: UnitCode | "PEMDA", post: string, wa: boolean, email: boolean];

/** UPT has no posts of its own: its parent DLH's count. DISDIK's admin is a vacant post. */
const people: readonly Person[] = [
  ["PEMDA", "kominfo", false, true],
  ["PEMDA", "kepala_kominfo", true, true],
  ["PEMDA", "kepala_daerah", true, true],
  ["PUPR", "admin", true, true],
  ["PUPR", "admin", false, true],
  ["PUPR", "kepala", true, true],
  ["PUPR", "sekretaris", false, true],
  ["DLH", "admin", true, false],
  ["DLH", "kepala", false, true],
  ["DISDIK", "kepala", true, true],
];

const zones = { PEMDA: "Asia/Makassar", DISDIK: null, PUPR: null, DLH: null, UPT: null } as const;

/** Everything that every life begins with, written once. */
function writeTemplate(path: string): void {
  const db = openDb(path);
  const { sql } = db;
  const hours = parseHours({
    senin: "08.00-15.00",
    selasa: "08.00-15.00",
    rabu: "08.00-15.00",
    kamis: "08.00-15.00",
    jumat: "08.00-11.00",
    sabtu: "08.00-12.00",
  });
  sql
    .prepare("insert into calendars (code, zone, hours) values ('sekolah', 'Asia/Jayapura', ?)")
    .run(JSON.stringify(formatHours(hours)));
  const ids = new Map<string, number>();
  for (const code of ["PEMDA", ...unitCodes] as const) {
    const parent = code === "PEMDA" ? null : code === "UPT" ? "DLH" : "PEMDA";
    ids.set(
      code,
      insertUnit(sql, {
        code,
        name: offices[code].names[0] ?? code,
        sebutan: code === "PEMDA" ? null : "Kepala Dinas",
        externalId: offices[code].id,
        parentId: parent === null ? null : (ids.get(parent) ?? null),
        calendar: code === "DISDIK" ? "sekolah" : null,
        zone: zones[code],
      }),
    );
  }
  for (const { unit, post } of posts) insertPost(sql, { unitId: ids.get(unit) ?? 0, post });
  for (const [index, [unit, post, wa, email]] of people.entries())
    addPerson(db, ids.get(unit) ?? 0, { post, name: `Orang ${index + 1}`, wa, email, number: index + 1 });
  sql.exec(`
    insert into sources (source, kind, zone, maxAge) values ('api', 'api', 'UTC', '2 jam');
    insert into settings (key, value) values
      ('pace.wa', '{"gap":[0,0],"recipientGap":0,"perDay":1000000,"recipientPerDay":1000000}');
  `);
  db.sql.pragma("wal_checkpoint(TRUNCATE)");
  db.close();
}

export interface NewPerson {
  readonly post: string;
  readonly name: string;
  readonly wa: boolean;
  readonly email: boolean;
  readonly number: number;
  readonly from?: string | null;
  readonly kind?: "definitif" | "plt";
}

/** Somebody with a registered number, a mailbox, both or neither. */
export function addPerson(db: Db, unitId: number, person: NewPerson): number {
  const wa = person.wa ? `+62812${String(person.number).padStart(8, "0")}` : null;
  if (wa) registerNumber(db, wa);
  return insertHolder(db.sql, {
    unitId,
    post: person.post,
    name: person.name,
    kind: person.kind ?? "definitif",
    wa,
    email: person.email ? `orang${person.number}@contoh.example` : null,
    fromDate: person.from ?? null,
    toDate: null,
  });
}

export function registerNumber(db: Db, number: string): void {
  db.sql
    .prepare(
      "insert into addresses (channel, address, registeredAt) values ('wa', ?, 1) on conflict do update set registeredAt = 1",
    )
    .run(number);
}

/** A folder with a template book; `open` gives each life a copy of its own. */
export function openBooks() {
  const base = existsSync("/dev/shm") ? "/dev/shm" : tmpdir();
  const folder = mkdtempSync(join(base, "siaga-lives-"));
  const template = join(folder, "template.db");
  writeTemplate(template);
  let count = 0;
  return {
    folder,
    open(): Db {
      const path = join(folder, `${++count}.db`);
      copyFileSync(template, path);
      return openFast(path);
    },
    forget(db: Db): void {
      db.close();
      for (const end of ["", "-wal", "-shm"]) rmSync(db.path + end, { force: true });
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Durability is not what lives are about. */
export function openFast(path: string): Db {
  const db = openDb(path);
  db.sql.pragma("synchronous = OFF");
  return db;
}
