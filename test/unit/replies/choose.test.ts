import { expect, test } from "vitest";
import { type Choice, type ChoiceQuestion, chooseComplaints } from "../../../src/replies/choose.ts";

const nothing: ChoiceQuestion = { quoted: [], named: [], own: [] };

test.each<[string, Partial<ChoiceQuestion>, Choice]>([
  [
    "the one quoted, whatever is named",
    { quoted: ["1"], named: ["2"], own: ["1", "2"] },
    { kind: "these", trackingIds: ["1"] },
  ],
  [
    "the one named in answer to a digest",
    { quoted: ["1", "2"], named: ["2"] },
    { kind: "these", trackingIds: ["2"] },
  ],
  ["all that are named", { named: ["2", "3"], own: ["1"] }, { kind: "these", trackingIds: ["2", "3"] }],
  [
    "a digest alone: one of its own",
    { quoted: ["1", "2"], own: ["1", "2", "3"] },
    { kind: "ask", trackingIds: ["1", "2"] },
  ],
  ["the only open one", { own: ["1"] }, { kind: "these", trackingIds: ["1"] }],
  ["one of several", { own: ["1", "2"] }, { kind: "ask", trackingIds: ["1", "2"] }],
  ["none", {}, { kind: "none" }],
])("%s", (_, question, choice) => {
  expect(chooseComplaints({ ...nothing, ...question })).toEqual(choice);
});
