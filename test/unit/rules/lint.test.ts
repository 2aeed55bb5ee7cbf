import { expect, test } from "vitest";
import { lintRule } from "../../../src/rules/lint.ts";
import { parseRule } from "../../../src/rules/parse.ts";
import { rule } from "./written.ts";

const posts = new Set(["admin", "kepala", "kepala_daerah"]);
const unitCodes = new Set(["dinkes"]);
const lint = (written: Record<string, unknown>) => lintRule(parseRule(written), { posts, unitCodes });

test("a rule that names what exists has nothing to say", () => {
  expect(lint(rule({ match: { unit: "dinkes" } }))).toEqual([]);
});

test("posts that no unit has, unknown units and steps out of order are warned of", () => {
  const step = { channels: "wa", window: "selalu" };
  const steps = [
    { ...step, after: "3 hari kerja", post: "admin" },
    { ...step, after: "1 hari kerja", post: "kepla" },
    { ...step, after: "30 menit", post: "kepala" },
    { ...step, after: "10 menit", post: "kepala" },
  ];
  expect(lint(rule({ steps, match: { unit: ["dinkes", "dinsos"] } }))).toEqual([
    expect.stringContaining("Jenjang 2: jabatan kepla belum ada"),
    expect.stringContaining("OPD dinsos"),
    expect.stringContaining("Jenjang 2 ditulis lebih awal daripada jenjang 1"),
    expect.stringContaining("Jenjang 4 ditulis lebih awal daripada jenjang 3"),
  ]);
});
