import { openDb, type Sql } from "../../../db/open.ts";
import { parseLocalInstant } from "../../../src/calendar/format.ts";
import { openCommandDesk } from "../../../src/cli/shared/command-desk.ts";
import { emptyCounts } from "../../../src/desk/intake.ts";
import { insertHolder, insertPost } from "../../../src/people/holders/store.ts";
import { insertUnit } from "../../../src/people/units/store.ts";

export const mailCount = 3000;
/** Three for each admin: one more at once, and they would travel as one digest. */
const mailsEach = 3;
const officeCount = mailCount / mailsEach;

/** Monday morning in WITA, within every window. */
export const sendAt = parseLocalInstant("2026-11-23T09:30", { zone: "Asia/Makassar" });

/** Makes a book in which the first step of three thousand complaints waits to be told, each an email of its own. */
export function makeMailBook(path: string): void {
  const db = openDb(path);
  seedOffices(db.sql);
  db.sql.exec("insert into settings (key, value) values ('sendingSince', '1')");
  const { intake, clerk, office } = openCommandDesk(db, { wa: false, email: true });
  const counts = emptyCounts();
  intake.receive(
    Array.from({ length: mailCount }, complaint),
    { source: "manual", asOf: sendAt },
    counts,
    sendAt,
  );
  while (clerk.judgeDue(office, sendAt).looked > 0);
  db.sql.pragma("wal_checkpoint(truncate)");
  db.close();
}

function complaint(_: unknown, index: number) {
  const office = codeOf(index % officeCount);
  return {
    trackingId: String(2_000_000 + index),
    title: `Jalan berlubang di depan pasar nomor ${index}`,
    classification: "pengaduan_tidak_berkadar" as const,
    category: "Jalan",
    statusRaw: "Belum Ditindaklanjuti",
    opdExternalId: office,
    locationName: "Kec. Alalak",
    isSecret: false,
    isAnonymous: false,
    reportedAt: sendAt - 3600,
    disposedAt: sendAt - 60,
  };
}

function seedOffices(sql: Sql): void {
  sql
    .transaction(() => {
      const root = insertUnit(sql, {
        ...plain,
        code: "PEMDA",
        name: "Kabupaten Contoh",
        zone: "Asia/Makassar",
      });
      for (let index = 0; index < officeCount; index++) addOffice(sql, root, codeOf(index));
    })
    .immediate();
}

const plain = { sebutan: null, externalId: null, parentId: null, calendar: null, zone: null };

function addOffice(sql: Sql, parentId: number, code: string): void {
  const unitId = insertUnit(sql, {
    ...plain,
    code,
    name: `Dinas Contoh ${code}`,
    externalId: code,
    parentId,
  });
  insertPost(sql, { unitId, post: "admin" });
  insertHolder(sql, {
    unitId,
    post: "admin",
    name: `Admin ${code}`,
    kind: "definitif",
    wa: null,
    email: `admin@opd${code}.contoh.example`,
    fromDate: null,
    toDate: null,
  });
}

function codeOf(index: number): string {
  return String(90_001 + index);
}
