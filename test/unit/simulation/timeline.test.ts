import { expect, test } from "vitest";
import { layOutLife } from "../../../src/simulation/timeline.ts";

const life = (fields: object, pauses: [number, number | null][] = []) => ({
  update: { trackingId: "9100001", reportedAt: 100, opdName: "PUPR", ...fields },
  pauses,
});

test("nothing is known before its moment", () => {
  const happenings = layOutLife([life({ disposedAt: 200, firstFollowUpAt: 300, closedAt: 400 })]);
  expect(
    happenings.map(({ at, update }) => [at, update.statusRaw, update.opdName, update.firstFollowUpAt]),
  ).toEqual([
    [100, "Belum Terverifikasi", undefined, undefined],
    [200, "Belum Ditindaklanjuti", "PUPR", undefined],
    [300, "Proses", "PUPR", 300],
    [400, "Selesai", "PUPR", 300],
  ]);
});

test("spans of postponement open and close; an open one stays", () => {
  const happenings = layOutLife([
    life({ disposedAt: 100 }, [
      [200, 300],
      [500, null],
    ]),
  ]);
  expect(happenings.map(({ at, update }) => [at, update.statusRaw])).toEqual([
    [100, "Belum Ditindaklanjuti"],
    [200, "Ditunda"],
    [300, "Belum Ditindaklanjuti"],
    [500, "Ditunda"],
  ]);
});

test("rows of one id are successive dispositions, whatever their order; an answer of the first office is not the second's", () => {
  const happenings = layOutLife([
    life({ opdName: "DLH", disposedAt: 300, firstFollowUpAt: null }),
    life({ disposedAt: 150, firstFollowUpAt: 200 }),
  ]);
  expect(happenings.map(({ at, update }) => [at, update.opdName, update.statusRaw])).toEqual([
    [100, undefined, "Belum Terverifikasi"],
    [150, "PUPR", "Belum Ditindaklanjuti"],
    [200, "PUPR", "Proses"],
    [300, "DLH", "Belum Ditindaklanjuti"],
  ]);
});

test("without a moment of its own a complaint begins with its disposition; without either it has no life", () => {
  expect(layOutLife([life({ reportedAt: null, disposedAt: 200 })]).map(({ at }) => at)).toEqual([200]);
  expect(layOutLife([life({ reportedAt: null })])).toEqual([]);
});
