import { describe, expect, test } from "vitest";
import type { Complaint } from "../../../src/complaints/contract.ts";
import { clockAnchor, clockStop, unansweredReply } from "../../../src/escalation/clocks.ts";
import { at, began, makeComplaint, makeRun } from "./facts.ts";

const reportedAt = at("2026-11-20T08:00");
const seen = { firstSeenAt: at("2026-11-21T08:00"), unitSeenAt: at("2026-11-22T08:00") };

describe("when a clock starts", () => {
  test.each<[string, "verification" | "response" | "completion", Partial<Complaint>, number | null]>([
    ["verification: when reported", "verification", { reportedAt }, reportedAt],
    ["verification: else when first seen", "verification", { ...seen, reportedAt: null }, seen.firstSeenAt],
    ["response: at the disposition", "response", { ...seen, disposedAt: began }, began],
    [
      "response: else when its unit was first seen",
      "response",
      { ...seen, disposedAt: null },
      seen.unitSeenAt,
    ],
    ["response: not without a unit", "response", { ...seen, opdId: null }, null],
    ["completion: as response", "completion", { ...seen, disposedAt: null }, seen.unitSeenAt],
    ["completion: not without a unit", "completion", { opdId: null, disposedAt: began }, null],
    [
      "let go from the backlog: at that moment",
      "response",
      { disposedAt: began, resumedAt: began + 9 },
      began + 9,
    ],
    ["let go from the backlog, and with no unit yet", "response", { opdId: null, resumedAt: began }, null],
    ["a disposition after that: at the disposition", "response", { disposedAt: began, resumedAt: 9 }, began],
  ])("%s", (_, clock, fields, anchor) => {
    expect(clockAnchor(clock, makeComplaint(fields))).toBe(anchor);
  });
});

describe("when a clock stops", () => {
  const ended = ["done", "closed_by_system", "rejected", "archived", "not_authority"] as const;
  const open = ["unverified", "verified", "unanswered", "in_progress", "postponed", "unknown"] as const;
  const clocks = ["verification", "response", "completion"] as const;

  test.each(ended.flatMap((status) => clocks.map((clock) => [status, clock] as const)))(
    "%s ends %s",
    (status, clock) => {
      const complaint = makeComplaint({ status, opdId: null });
      expect(clockStop(clock, complaint, makeRun({ clock }))).toBe("complaint_ended");
    },
  );

  test.each(open)("%s ends nothing by itself", (status) => {
    const complaint = makeComplaint({ status, opdId: null });
    for (const clock of clocks) expect(clockStop(clock, complaint, makeRun({ clock }))).toBeNull();
  });

  test("a known unit stops the verification, and no other clock", () => {
    expect(clocks.map((clock) => clockStop(clock, makeComplaint(), makeRun({ clock })))).toEqual([
      "answered",
      null,
      null,
    ]);
  });

  test("an answer stops the response clock, and neither of the others", () => {
    const complaint = makeComplaint({ opdId: null, answeredAt: began });
    expect(clocks.map((clock) => clockStop(clock, complaint, makeRun({ clock })))).toEqual([
      null,
      "answered",
      null,
    ]);
  });

  test("a run started by a reply goes on while nobody has answered at all", () => {
    const complaint = makeComplaint({ lastReporterReplyAt: began });
    expect(clockStop("response", complaint, makeRun({ isReopened: true, anchorAt: began }))).toBeNull();
  });

  test.each([
    ["nothing since", null, null],
    ["the follow-up before the reply", began - 60, null],
    ["a follow-up at the very moment of the reply", began, null],
    ["a follow-up after the reply", began + 1, "answered"],
  ])("a run started by a reply is stopped by what comes after it: %s", (_, lastFollowUpAt, stop) => {
    const complaint = makeComplaint({ answeredAt: began - 3600, lastFollowUpAt, lastReporterReplyAt: began });
    const run = makeRun({ isReopened: true, anchorAt: began, epoch: 2 });
    expect(clockStop("response", complaint, run)).toBe(stop);
  });
});

test.each([
  ["no reply", null, null, null, null],
  ["a reply and no answer ever", began, null, null, began],
  ["a reply after the answer", began, began - 1, null, began],
  ["a reply at the moment of the answer", began, began, null, null],
  ["a reply before the answer", began, began + 1, null, null],
  ["answered, replied, followed up again", began, began - 9, began + 1, null],
  ["followed up twice, then replied", began, began - 9, began - 1, began],
])("%s", (...row) => {
  const [, lastReporterReplyAt, answeredAt, lastFollowUpAt, open] = row;
  expect(unansweredReply(makeComplaint({ lastReporterReplyAt, answeredAt, lastFollowUpAt }))).toBe(open);
});
