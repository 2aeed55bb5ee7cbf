import { describe, expect, test } from "vitest";
import { findHaste } from "../../../src/rules/find-haste.ts";
import { parseRule } from "../../../src/rules/parse.ts";
import { wita } from "../calendar/calendars.ts";
import { rule, shippedRules } from "./written.ts";

const trial = { calendar: wita, from: Date.UTC(2026, 10, 16) / 1000 };
const find = (changes: Record<string, unknown>) => findHaste(parseRule(rule(changes)), trial);
const chain = (...steps: Record<string, unknown>[]) => ({
  steps: steps.map((step) => ({ channels: "email", window: "selalu", ...step })),
});
const admin = { after: "0 menit", post: "admin" };

test.each([...shippedRules])("the shipped rule %s is fair", (_, written) => {
  expect(findHaste(parseRule(written), trial)).toEqual([]);
});

describe("a head told before the admin could act", () => {
  test.each<[string, Record<string, unknown>]>([
    ["both at once", { gap: "0 menit", ...chain(admin, { after: "0 menit", post: "kepala" }) }],
    ["an hour later, also by night", { gap: "1 jam", ...chain(admin, { after: "1 jam", post: "kepala" }) }],
    [
      "three office hours later",
      { gap: "3 jam kerja", ...chain(admin, { after: "0 menit", post: "kepala" }) },
    ],
    [
      "a plain day later, which may be Sunday",
      { gap: "1 hari", ...chain(admin, { after: "1 hari", post: "kepala" }) },
    ],
  ])("%s", (_, changes) => {
    expect(find(changes)).toContainEqual(
      expect.stringMatching(
        /^Jenjang 2 \(kepala\) dapat diberi tahu sebelum admin sempat bertindak: .* jam kerja/u,
      ),
    );
  });

  test.each<[string, Record<string, unknown>]>([
    [
      "half a working day later",
      { gap: "4 jam kerja", ...chain(admin, { after: "4 jam kerja", post: "kepala" }) },
    ],
    [
      "at once by its own time, but the gap keeps it back a day",
      { gap: "1 hari kerja", ...chain(admin, { after: "0 menit", post: "kepala" }) },
    ],
  ])("not %s", (_, changes) => {
    expect(find(changes).filter((line) => line.includes("sempat bertindak"))).toEqual([]);
  });

  test("the example is the worst of two weeks, with its moments", () => {
    const [line = ""] = find({ gap: "2 jam", ...chain(admin, { after: "2 jam", post: "kepala" }) });
    expect(line).toMatch(/hanya 0 jam kerja sesudahnya/u);
    expect(line).toMatch(/laporan yang mulai \w{3}, \d+ Nov 2026, \d\d\.\d\d WITA, admin diberi tahu/u);
  });

  test("a head first, with nobody below", () => {
    expect(find(chain({ after: "0 menit", post: "kepala" }))).toEqual([
      "Jenjang 1 langsung kepada kepala: tidak ada yang di bawahnya diberi tahu lebih dahulu.",
    ]);
  });
});

test("a step that always waits for the gap says so", () => {
  expect(find(chain(admin, { after: "2 jam kerja", post: "kepala" }))).toEqual([
    "Jenjang 2 (kepala) ditulis 2 jam kerja, tetapi selalu menunggu jeda 1 hari kerja sesudah admin diberi tahu.",
  ]);
});

test.each([
  ["2 hari kerja", "pengingat ke-2 dan seterusnya tidak pernah terkirim"],
  ["1 hari kerja", "pengingatnya tidak pernah terkirim"],
  ["3 hari kerja", null],
])("reminders before a head told after %s: %s", (after, sentence) => {
  const remind = { every: "1 hari kerja", max: 2 };
  const lines = find(chain({ ...admin, remind }, { after, post: "kepala" }));
  expect(lines).toEqual(sentence === null ? [] : [expect.stringContaining(sentence)]);
});

test("a year without holidays is said, not guessed", () => {
  const from = Date.UTC(2027, 11, 30) / 1000;
  expect(findHaste(parseRule(rule()), { ...trial, from })).toEqual([
    expect.stringContaining("Tabel hari libur tahun 2028 belum ada"),
  ]);
});
