import { expect, test } from "vitest";
import type { Rule } from "../../../src/rules/contract.ts";
import { findUnreached } from "../../../src/rules/find-unreached.ts";
import { parseRule } from "../../../src/rules/parse.ts";
import { rule } from "./written.ts";

const rootPosts = new Set(["kominfo", "kepala_kominfo", "kepala_daerah"]);

/** A rule of the book, with the number that says how old it is. */
function inBook(id: number, changes: Record<string, unknown>): Rule {
  const { order, active, ...words } = parseRule(rule(changes));
  return {
    id,
    name: words.name,
    order,
    active,
    current: { ruleId: id, versionId: id, version: 1, ...words },
  };
}

const find = (changes: Record<string, unknown>, ...others: Rule[]) =>
  findUnreached(parseRule(rule({ name: "Baru", ...changes })), others, { rootPosts });

test("a rule that can match, and takes nothing from the others, has nothing to say", () => {
  expect(find({ order: 50, match: { unit: "dinkes" } }, inBook(1, {}))).toEqual([]);
  expect(find({}, inBook(1, { clock: "completion" }), inBook(2, { order: 200, active: false }))).toEqual([]);
});

test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
  ["one for every complaint stands before it", { match: { unit: "dinkes" } }, { order: 1 }],
  ["one of the same order is older", {}, {}],
  [
    "one that takes all its values stands before it",
    { match: { unit: ["dinkes"], classification: "aspirasi" } },
    { order: 1, match: { unit: ["DINKES", "dinsos"] } },
  ],
])("its steps are never reached: %s", (_, changes, other) => {
  expect(find(changes, inBook(1, other))).toEqual([
    expect.stringContaining('tidak pernah cocok, jadi tidak ada jenjangnya yang dijalankan: "Tindak lanjut'),
  ]);
});

test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
  ["a narrower one stands before it", {}, { order: 1, match: { unit: "dinkes" } }],
  [
    "one that shares a part stands before it",
    { match: { unit: ["dinkes", "dinsos"] } },
    { order: 1, match: { unit: "dinkes" } },
  ],
  ["the one before it is off", {}, { order: 1, active: false }],
  ["the one before it times something else", {}, { order: 1, clock: "completion" }],
])("its steps are reached: %s", (_, changes, other) => {
  expect(find(changes, inBook(1, other))).toEqual([]);
});

test("a rule that takes everything of another says so; the same rule in the book is no rival", () => {
  expect(find({ order: 1 }, inBook(1, { match: { unit: "dinkes" } }), inBook(2, { name: "Baru" }))).toEqual([
    expect.stringContaining('"Tindak lanjut pertama" tidak akan pernah cocok lagi'),
  ]);
});

test("before a disposition there is no unit, and only the posts of the Pemda are looked at", () => {
  const step = { after: "1 hari kerja", channels: "email" };
  const steps = [
    { ...step, post: "kominfo" },
    { ...step, post: "kepala", after: "3 hari kerja" },
  ];
  expect(find({ clock: "verification", match: { unit: "dinkes" }, steps })).toEqual([
    expect.stringContaining("tidak pernah cocok: selama menunggu verifikasi"),
    expect.stringContaining("Jenjang 2 tidak pernah sampai"),
  ]);
});

test("a rule that is off runs no step", () => {
  expect(find({ active: false })).toEqual(["Aturan ini mati: tidak ada jenjangnya yang dijalankan."]);
});
