import { expect, test } from "vitest";
import type { Rule } from "../../../src/rules/contract.ts";
import { type MatchedComplaint, matches, pickRule } from "../../../src/rules/match.ts";
import { parseRule } from "../../../src/rules/parse.ts";
import { rule } from "./written.ts";

function ruleOf(id: number, changes: Record<string, unknown> = {}): Rule {
  const { order, active, ...words } = parseRule(rule({ name: `Aturan ${id}`, ...changes }));
  const current = { ...words, ruleId: id, versionId: id, version: 1 };
  return { id, name: words.name, order, active, current };
}

const complaint: MatchedComplaint = {
  classification: "pengaduan_tidak_berkadar",
  category: "Jalan Berlubang",
  categoryId: "1397",
  channel: "Website",
  isPriority: false,
};
const bare: MatchedComplaint = {
  classification: null,
  category: null,
  categoryId: null,
  channel: null,
  isPriority: true,
};

test.each<[Record<string, unknown>, boolean, boolean]>([
  [{}, true, true],
  [{ classification: "pengaduan_tidak_berkadar" }, true, false],
  [{ classification: ["aspirasi", "pengaduan_tidak_berkadar"] }, true, false],
  [{ classification: "aspirasi" }, false, false],
  [{ category: "jalan berlubang " }, true, false],
  [{ category: "1397" }, true, false],
  [{ category: "Jalan" }, false, false],
  [{ unit: "pupr" }, true, false],
  [{ unit: ["dinkes", "PUPR"] }, true, false],
  [{ unit: "dinkes" }, false, false],
  [{ channel: "website" }, true, false],
  [{ priority: true }, false, true],
  [{ priority: false }, true, false],
  [{ unit: "pupr", channel: "SMS" }, false, false],
  [{ unit: "pupr", channel: "Website", priority: [true, false] }, true, false],
])("match %j: a full complaint of pupr %s, a bare one without unit %s", (match, full, empty) => {
  expect(matches(ruleOf(1, { match }), complaint, "pupr")).toBe(full);
  expect(matches(ruleOf(1, { match }), bare, null)).toBe(empty);
});

test("the smallest order wins, then the oldest, whatever the order of the list", () => {
  const rules = [
    ruleOf(3, { order: 20 }),
    ruleOf(1, { order: 20 }),
    ruleOf(2, { order: 10 }),
    ruleOf(4, { order: 10 }),
  ];
  expect(pickRule(rules, "response", complaint, "pupr")?.id).toBe(2);
  expect(pickRule(rules.toReversed(), "response", complaint, "pupr")?.id).toBe(2);
});

test("inactive rules, other clocks and rules that do not match are passed over", () => {
  const rules = [
    ruleOf(1, { order: 1, active: false }),
    ruleOf(2, { order: 2, clock: "completion" }),
    ruleOf(3, { order: 3, match: { unit: "dinkes" } }),
    ruleOf(4, { order: 4 }),
  ];
  expect(pickRule(rules, "response", complaint, "pupr")?.id).toBe(4);
  expect(pickRule(rules, "completion", complaint, "pupr")?.id).toBe(2);
  expect(pickRule(rules, "verification", complaint, null)).toBeNull();
  expect(pickRule([], "response", complaint, "pupr")).toBeNull();
});
