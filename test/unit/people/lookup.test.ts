import { expect, test } from "vitest";
import { checkPostName } from "../../../src/people/post-names.ts";
import { currentHolders, findPost } from "../../../src/people/lookup.ts";
import { addHolder, addUnit, emptyBook, loadPeople, unitByCode } from "./book.ts";
import { insertPost } from "../../../src/people/holders/store.ts";

function family() {
  const db = emptyBook();
  const pemda = addUnit(db, "pemda", { name: "Pemerintah Kabupaten Contoh" });
  const dinkes = addUnit(db, "dinkes", { parentId: pemda, sebutan: "Kepala Dinas" });
  const puskesmas = addUnit(db, "puskesmas", { parentId: dinkes });
  addHolder(db, pemda, "kepala_daerah", { name: "Bupati" });
  addHolder(db, dinkes, "kepala", { name: "Kadis" });
  insertPost(db.sql, { unitId: dinkes, post: "admin" });
  return { db, pemda, dinkes, puskesmas };
}

test.each([
  ["puskesmas", "kepala", "dinkes: Kadis"],
  ["puskesmas", "kepala_daerah", "pemda: Bupati"],
  ["puskesmas", "admin", "dinkes: "],
  ["dinkes", "kepala", "dinkes: Kadis"],
  ["dinkes", "inspektorat", null],
  [null, "kepala_daerah", "pemda: Bupati"],
  [null, "kepala", null],
])("the post %2$s of %1$s is that of %3$s", (code, post, expected) => {
  const people = loadPeople(family().db.sql);
  const found = findPost(people, code === null ? null : unitByCode(people, code).id, post);
  const told = found && `${found.unit.code}: ${found.holders.map(({ name }) => name).join(" ")}`;
  expect(told).toBe(expected);
});

test("without any unit there is no post", () => {
  expect(findPost(loadPeople(emptyBook().sql), null, "kominfo")).toBeNull();
});

test.each([
  ["2026-10-31", ["Definitif"]],
  ["2026-11-01", ["Definitif", "Plt"]],
  ["2026-11-30", ["Definitif", "Plt"]],
  ["2026-12-01", ["Definitif"]],
  ["2027-01-01", ["Definitif", "Nanti"]],
])("on %s the post is held by %j", (date, names) => {
  const { db, dinkes, pemda } = family();
  addHolder(db, dinkes, "sekretaris", { name: "Definitif" });
  addHolder(db, dinkes, "sekretaris", {
    name: "Plt",
    kind: "plt",
    fromDate: "2026-11-01",
    toDate: "2026-11-30",
  });
  addHolder(db, dinkes, "sekretaris", { name: "Nanti", fromDate: "2027-01-01" });
  addHolder(db, pemda, "sekretaris", { name: "Orang lain" });
  db.sql
    .prepare("update holders set leftAt = 1 where id = ?")
    .run(addHolder(db, dinkes, "sekretaris", { name: "Pindah" }));
  const held = currentHolders(loadPeople(db.sql), dinkes, "sekretaris", date);
  expect(held.map(({ name }) => name)).toEqual(names);
});

test.each(["admin", "kepala_bidang", "seksi3"])("%s can name a post", (name) => {
  expect(checkPostName(name)).toBe(name);
});

test.each(["Admin", "kepala bidang", "", "_a", "a_", "1a", "a-b", "a".repeat(41)])("%j cannot", (name) => {
  expect(() => checkPostName(name)).toThrow("tidak dapat dipakai");
});
