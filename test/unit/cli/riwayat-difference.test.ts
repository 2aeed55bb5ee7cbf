import { describe, expect, test } from "vitest";
import { describeDifference } from "../../../src/cli/riwayat/describe-difference.ts";

describe("a difference", () => {
  test.each<[string, unknown, unknown, string]>([
    ["nothing of either", null, null, "  WA"],
    ["equal", { a: 1 }, { a: 1 }, "  WA (tidak ada yang berbeda)"],
    ["plain values", "x", 2, "  WA: x → 2"],
    ["yes and no", { active: true }, { active: false }, "  WA: aktif ya → tidak"],
    ["gone", { name: "Ani", wa: null }, null, "  WA dihapus: nama Ani"],
    ["a list", { aliases: ["a", "b"] }, { aliases: ["a"] }, "  WA: ejaan lain a, b → a"],
    [
      "a status",
      { status: "unanswered" },
      { status: "in_progress" },
      "  WA: status belum ditindaklanjuti → proses",
    ],
    ["deep within", { steps: [{ after: "1 hari" }] }, { steps: [] }, "  WA: jenjang 1, setelah 1 hari → –"],
  ])("%s", (_, before, after, line) => {
    expect(describeDifference({ subject: "WA", before, after })).toEqual([line]);
  });

  test("never more than two lines of a page", () => {
    const entry = Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [`field${index}`, "x".repeat(200)]),
    );
    const lines = describeDifference({ subject: "Kalender zona-wita", before: null, after: entry });
    expect(lines).toHaveLength(2);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(100);
    expect(lines[1]).toMatch(/ …$/u);
  });
});
