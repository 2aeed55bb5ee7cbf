import type { Sql } from "../../db/open.ts";
import { insertHolder, insertPost } from "../../src/people/holders/store.ts";
import { insertUnit } from "../../src/people/units/store.ts";

/** How many offices the made-up Pemda has, below its root. */
export const officeCount = 8;

/** LAPOR!'s ids of its offices, in order; the first five are those of the made-up exports. */
const officeIds = Array.from({ length: officeCount }, (_, index) => String(90_001 + index));

/** A Pemda in WITA whose heads are two people each (the head and a plh), both with WhatsApp and email. */
export function seedPemda(sql: Sql): void {
  const root = insertUnit(sql, { ...plain, code: "PEMDA", name: "Pemerintah Kabupaten Contoh", zone });
  addPeople(sql, root, "kepala_daerah", 1);
  addPeople(sql, root, "kominfo", 1);
  for (const externalId of officeIds) {
    const name = `Dinas Contoh ${externalId}`;
    const unit = insertUnit(sql, { ...plain, code: `OPD${externalId}`, name, externalId, parentId: root });
    addPeople(sql, unit, "admin", 1);
    addPeople(sql, unit, "kepala", 2);
  }
}

const zone = "Asia/Makassar";
const plain = { sebutan: null, externalId: null, parentId: null, calendar: null, zone: null };

function addPeople(sql: Sql, unitId: number, post: string, count: number): void {
  insertPost(sql, { unitId, post });
  for (let index = 1; index <= count; index++)
    insertHolder(sql, {
      unitId,
      post,
      name: `${post} ${index} unit ${unitId}`,
      kind: index === 1 ? "definitif" : "plh",
      wa: `+62812${String(unitId * 1000 + post.length * 10 + index).padStart(8, "0")}`,
      email: `${post}.${index}@unit${unitId}.contoh.example`,
      fromDate: null,
      toDate: null,
    });
}
