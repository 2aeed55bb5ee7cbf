import { describe, expect, test } from "vitest";
import type { Complaint, ComplaintUpdate } from "../../../src/complaints/contract.ts";
import { type MergeContext, mergeUpdate } from "../../../src/complaints/merge.ts";
import { statusOf } from "../../../src/complaints/status-words.ts";

const units: Record<string, { id: number; isRoot: boolean }> = {
  "Dinas PUPR": { id: 2, isRoot: false },
  "Dinas Pekerjaan Umum": { id: 2, isRoot: false },
  "Dinas Kesehatan": { id: 3, isRoot: false },
  "Pemerintah Kabupaten Contoh": { id: 1, isRoot: true },
};

function context(now: number, sendingSince: number | null = null): MergeContext {
  return {
    report: { source: "file", asOf: now },
    now,
    sendingSince,
    statusOf: (text) => statusOf(text, new Map()),
    unitOf: ({ opdName }) => units[opdName ?? ""] ?? "unknown",
  };
}

const first: ComplaintUpdate = {
  trackingId: "9100001",
  title: "Jalan rusak",
  statusRaw: "Belum Ditindaklanjuti",
  opdName: "Dinas PUPR",
  reportedAt: 900,
  isSecret: false,
  isAnonymous: false,
};

/** What the book holds after these updates, one second apart, from 1000 on. */
function after(...updates: ComplaintUpdate[]): Complaint {
  let current: Complaint | null = null;
  let now = 1000;
  for (const update of updates) current = mergeUpdate(current, update, context(now++)).next;
  if (!current) throw new Error("no update");
  return current;
}

describe("mergeUpdate", () => {
  test("the same update again changes nothing but the moment of confirmation", () => {
    const current = after(first);
    const merged = mergeUpdate(current, first, context(2000));
    expect(merged.outcome).toBe("unchanged");
    expect(merged.changes).toEqual([]);
    expect(merged.next).toEqual({ ...current, confirmedAt: 2000 });
  });

  test("an older report does not make a complaint look less confirmed", () => {
    expect(mergeUpdate(after(first), first, context(10)).next.confirmedAt).toBe(1000);
  });

  test("an older report changes neither status nor office nor pauses, and only fills in what is not known", () => {
    const current = after({ ...first, statusRaw: "Proses" });
    const old = {
      ...first,
      title: "Lama",
      category: "Jalan",
      opdName: "Dinas Kesehatan",
      statusRaw: "Ditunda",
    };
    const facts = { disposedAt: 5, firstFollowUpAt: 6, closedAt: 7, followUpCount: 9, isSecret: true };
    const { next, changes } = mergeUpdate(current, { ...old, ...facts }, context(999));
    expect(next).toEqual({ ...current, category: "Jalan", syncedAt: 999 });
    expect(changes).toEqual([{ field: "category", before: null, after: "Jalan" }]);
  });

  test("an older report gives an office and a status to a complaint that has none", () => {
    const bare = after({ trackingId: "9100001" });
    const { next } = mergeUpdate(bare, first, context(999));
    expect(next).toMatchObject({ opdId: 2, statusRaw: "Belum Ditindaklanjuti", status: "unanswered" });
  });

  test("an older report counts when an operator says so", () => {
    const forced = { ...context(999), report: { source: "file", asOf: 999, isForced: true } };
    const { next } = mergeUpdate(after({ ...first, statusRaw: "Proses" }), first, forced);
    expect(next).toMatchObject({ status: "unanswered", confirmedAt: 1000 });
  });

  test("what a later source does not know is not erased", () => {
    const merged = after(first, { trackingId: "9100001", title: null, category: "Jalan" });
    expect(merged).toMatchObject({ title: "Jalan rusak", category: "Jalan" });
  });

  test("a follow-up known only from the status is a bound", () => {
    expect(after(first, { trackingId: "9100001", statusRaw: "Proses" })).toMatchObject({
      status: "in_progress",
      firstFollowUpAt: 1001,
      firstFollowUpIsBound: true,
      answeredAt: 1001,
    });
  });

  test("answered when first seen: answered, but nobody knows when", () => {
    expect(after({ ...first, statusRaw: "Proses" })).toMatchObject({
      firstFollowUpAt: null,
      answeredAt: 1000,
      isHistoric: false,
    });
  });

  test("a follow-up with its own time is no bound", () => {
    expect(after(first, { trackingId: "9100001", firstFollowUpAt: 950, statusRaw: "Proses" })).toMatchObject({
      firstFollowUpAt: 950,
      firstFollowUpIsBound: false,
      answeredAt: 950,
    });
  });

  test("a status that goes backwards is recorded, and what was answered stays answered", () => {
    const merged = after(first, { ...first, statusRaw: "Proses" }, first);
    expect(merged).toMatchObject({ status: "unanswered", answeredAt: 1001 });
  });

  test("a new spelling of the same office is no move", () => {
    const merged = after(first, { ...first, opdName: "Dinas Pekerjaan Umum" });
    expect(merged).toMatchObject({ opdId: 2, unitSeenAt: 1000, opdName: "Dinas Pekerjaan Umum" });
  });

  test("another office is a move: it has its own clock and owes its own answer", () => {
    const merged = after(first, { ...first, statusRaw: "Proses" }, { ...first, opdName: "Dinas Kesehatan" });
    expect(merged).toMatchObject({ opdId: 3, unitSeenAt: 1002, answeredAt: null, firstFollowUpAt: 1001 });
  });

  test("an unknown office is held: the unit known before stays", () => {
    const merged = after(first, { ...first, opdName: "Dinas Antah" });
    expect(merged).toMatchObject({ opdId: 2, opdIsUnknown: true, opdName: "Dinas Antah" });
  });

  test("a rename under the same id is no unknown office", () => {
    const named = { ...first, opdExternalId: "77" };
    expect(after(named, { ...named, opdName: "Dinas Baru" })).toMatchObject({
      opdId: 2,
      opdIsUnknown: false,
    });
  });

  test("the Pemda itself is no disposition", () => {
    expect(after({ ...first, opdName: "Pemerintah Kabupaten Contoh" })).toMatchObject({
      opdId: null,
      unitSeenAt: null,
      opdIsUnknown: false,
    });
  });

  test("a secret complaint has no title, and a title never enters its history", () => {
    const open = after(first);
    const merged = mergeUpdate(open, { ...first, isSecret: true }, context(2000));
    expect(merged.next.title).toBeNull();
    expect(JSON.stringify(merged.changes)).not.toContain("Jalan rusak");
  });

  test("secret and anonymous until a source says otherwise", () => {
    expect(after({ trackingId: "9100001", title: "Judul" })).toMatchObject({
      isSecret: true,
      isAnonymous: true,
      title: null,
    });
  });

  test("the spans in which it was postponed are kept", () => {
    const merged = after(first, { ...first, statusRaw: "Ditunda" }, first, {
      ...first,
      statusRaw: "Ditunda",
    });
    expect(JSON.parse(merged.pauses ?? "")).toEqual([
      [1001, 1002],
      [1003, null],
    ]);
  });

  test("reported before sending was switched on: backlog", () => {
    expect(mergeUpdate(null, first, context(1000, 901)).next.isBacklog).toBe(true);
    expect(mergeUpdate(null, first, context(1000, 900)).next.isBacklog).toBe(false);
  });

  test("ended when first seen: of the past", () => {
    expect(after({ ...first, statusRaw: "Ditutup oleh Sistem" }).isHistoric).toBe(true);
  });
});
