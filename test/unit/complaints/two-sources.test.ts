import { describe, expect, test } from "vitest";
import type { Complaint, ComplaintUpdate } from "../../../src/complaints/contract.ts";
import { mergeUpdate } from "../../../src/complaints/merge.ts";
import { statusOf } from "../../../src/complaints/status-words.ts";

const units: Record<string, { id: number; isRoot: boolean }> = {
  "Dinas PUPR": { id: 2, isRoot: false },
  "Dinas Kesehatan": { id: 3, isRoot: false },
};

interface Said extends Omit<ComplaintUpdate, "trackingId"> {
  readonly by: string;
  readonly asOf: number;
  /** When it is learned; absent: at once. */
  readonly now?: number;
}

/** What the book holds after these sources spoke, in this order. */
function after(...said: Said[]): Complaint {
  let current: Complaint | null = null;
  for (const { by, asOf, now = asOf, ...update } of said)
    current = mergeUpdate(
      current,
      { trackingId: "9100001", ...update },
      {
        report: { source: by, asOf },
        now,
        sendingSince: null,
        statusOf: (text) => statusOf(text, new Map()),
        unitOf: ({ opdName }) => units[opdName ?? ""] ?? "unknown",
      },
    ).next;
  if (!current) throw new Error("nobody spoke");
  return current;
}

const unanswered = { statusRaw: "Belum Ditindaklanjuti", opdName: "Dinas PUPR", isSecret: false };
const byFile: Said = { by: "file", asOf: 1000, ...unanswered, title: "Jalan rusak" };

describe("a moment of its own and a bound", () => {
  const bound: Said = { by: "file", asOf: 2000, statusRaw: "Proses" };
  const told = { statusRaw: "Proses", opdName: "Dinas PUPR", firstFollowUpAt: 1500, unitFollowUpAt: 1500 };

  test("the moment takes the bound's place, also for what stops the clock", () => {
    expect(after(byFile, bound)).toMatchObject({ firstFollowUpAt: 2000, firstFollowUpIsBound: true });
    expect(after(byFile, bound, { by: "lapor", asOf: 2100, ...told })).toMatchObject({
      firstFollowUpAt: 1500,
      firstFollowUpIsBound: false,
      answeredAt: 1500,
    });
  });

  test("a bound that comes afterwards does not", () => {
    const known = after(byFile, { by: "lapor", asOf: 1600, ...told }, bound);
    expect(known).toMatchObject({ firstFollowUpAt: 1500, firstFollowUpIsBound: false, answeredAt: 1500 });
  });

  test("a status that was set before the first follow-up was written stopped the clock then", () => {
    const late = { ...told, firstFollowUpAt: 2500, unitFollowUpAt: 2500 };
    expect(after(byFile, bound, { by: "lapor", asOf: 2600, ...late })).toMatchObject({
      firstFollowUpAt: 2500,
      firstFollowUpIsBound: false,
      answeredAt: 2000,
    });
  });

  test("answered when first seen: the moment is learned later", () => {
    const seen = after({ ...byFile, statusRaw: "Proses" }, { by: "lapor", asOf: 1100, ...told });
    expect(seen).toMatchObject({ firstFollowUpAt: 1500, firstFollowUpIsBound: false });
  });

  test("of two moments the first stays", () => {
    const later = { ...told, firstFollowUpAt: 1700, unitFollowUpAt: 1700 };
    const both = after(byFile, { by: "lapor", asOf: 1600, ...told }, { by: "manual", asOf: 1800, ...later });
    expect(both).toMatchObject({ firstFollowUpAt: 1500, answeredAt: 1500 });
  });
});

describe("a move, where the source tells units apart", () => {
  const moved = {
    statusRaw: "Proses",
    opdName: "Dinas Kesehatan",
    disposedAt: 1800,
    firstFollowUpAt: 1500,
    lastFollowUpAt: 1500,
    followUpCount: 1,
    unitFollowUpAt: null,
  };
  const first = { by: "lapor", asOf: 1600, ...unanswered, statusRaw: "Proses", firstFollowUpAt: 1500 };

  test("the earlier unit's answer, told again and again, does not stop the new unit's clock", () => {
    const seen = after(
      { ...first, unitFollowUpAt: 1500 },
      { by: "lapor", asOf: 1900, ...moved },
      { by: "lapor", asOf: 2000, ...moved },
    );
    expect(seen).toMatchObject({ opdId: 3, answeredAt: null, firstFollowUpAt: 1500 });
  });

  test("nor does it where the source cannot tell them apart", () => {
    const { unitFollowUpAt: _, ...untold } = moved;
    const seen = after(first, { by: "lapor", asOf: 1900, ...untold }, { by: "lapor", asOf: 2000, ...untold });
    expect(seen).toMatchObject({ opdId: 3, answeredAt: null });
  });

  test("nor does a late word of the unit that it left, or its status", () => {
    const late = { ...moved, lastFollowUpAt: 1950, followUpCount: 2 };
    const seen = after({ by: "lapor", asOf: 1900, ...moved }, { by: "lapor", asOf: 2000, ...late });
    expect(seen).toMatchObject({ opdId: 3, answeredAt: null, firstFollowUpAt: 1500 });
  });

  test("its own does, and the figures keep the first", () => {
    const own = { ...moved, lastFollowUpAt: 2050, followUpCount: 2, unitFollowUpAt: 2050 };
    const seen = after(
      { ...first, unitFollowUpAt: 1500 },
      { by: "lapor", asOf: 1900, ...moved },
      { by: "lapor", asOf: 2100, ...own },
    );
    expect(seen).toMatchObject({ opdId: 3, answeredAt: 2050, firstFollowUpAt: 1500 });
  });

  test("the bound of the unit that left stays, when the new one answers", () => {
    const seen = after(
      byFile,
      { by: "file", asOf: 1500, statusRaw: "Proses" },
      { by: "manual", asOf: 1800, opdName: "Dinas Kesehatan", disposedAt: 1800 },
      { by: "manual", asOf: 2100, firstFollowUpAt: 2050 },
    );
    expect(seen).toMatchObject({ firstFollowUpAt: 1500, firstFollowUpIsBound: true, answeredAt: 2050 });
  });
});

describe("the reporter's reply", () => {
  const answeredAt = { firstFollowUpAt: 1500, unitFollowUpAt: 1500, lastFollowUpAt: 1500 };
  const replied: Said = {
    by: "lapor",
    asOf: 1700,
    ...unanswered,
    ...answeredAt,
    statusRaw: "Proses",
    lastReporterReplyAt: 1650,
  };

  test("a moment that explains the status is not replaced by a bound", () => {
    const seen = after(byFile, replied, { by: "file", asOf: 1800, statusRaw: "Ditanggapi oleh Pelapor" });
    expect(seen.lastReporterReplyAt).toBe(1650);
  });

  test("nor is the follow-up after it, when the status leaves that word", () => {
    const seen = after(
      byFile,
      { ...replied, statusRaw: "Ditanggapi oleh Pelapor" },
      { ...replied, asOf: 1900, statusRaw: "Ditanggapi oleh Pelapor", lastFollowUpAt: 1850 },
      { by: "file", asOf: 2000, statusRaw: "Proses" },
    );
    expect(seen.lastFollowUpAt).toBe(1850);
  });
});

describe("who speaks last", () => {
  const fresh: Said = { by: "lapor", asOf: 2000, ...unanswered, statusRaw: "Proses" };

  test("an export made before the API was asked changes nothing that is known since", () => {
    const stale: Said = { ...byFile, asOf: 1900, now: 2100, title: "Judul lama", channel: "Website" };
    expect(after(byFile, fresh, stale)).toMatchObject({
      status: "in_progress",
      title: "Jalan rusak",
      channel: "Website", // nobody had said
      confirmedAt: 2000,
      source: "lapor",
    });
  });

  test("whoever confirmed it last says how long that holds, also when nothing changed", () => {
    const again: Said = { ...byFile, by: "lapor", asOf: 1500 };
    expect(after(byFile, again)).toMatchObject({ source: "lapor", confirmedAt: 1500 });
    const merged = mergeUpdate(
      after(byFile),
      { trackingId: "9100001" },
      {
        report: { source: "lapor", asOf: 1000 },
        now: 1000,
        sendingSince: null,
        statusOf: () => "unknown",
        unitOf: () => "unknown",
      },
    );
    expect(merged).toMatchObject({ outcome: "unchanged", isConfirmedLater: true });
  });
});
