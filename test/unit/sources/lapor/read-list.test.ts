import { describe, expect, test } from "vitest";
import { readList } from "../../../../src/sources/lapor/read-list.ts";
import { listAnswer } from "../../../support/fake-lapor/answers.ts";
import { fakeComplaint, trap } from "../../../support/fake-lapor/complaint.ts";
import { changed, faultOf, gone, options } from "./read.ts";

const list = { ...options, items: "results.data" };
const complaints = ["9100003", "9100002", "9100001"].map((id) => fakeComplaint(id));

describe("a page of the list", () => {
  test("gives what is known of each complaint, and where the next page is", () => {
    const page = readList(listAnswer(complaints, 1, 2), 1, list);
    expect(page.updates.map(({ trackingId, statusRaw }) => [trackingId, statusRaw])).toEqual([
      ["9100003", "Belum Ditindaklanjuti"],
      ["9100002", "Belum Ditindaklanjuti"],
    ]);
    expect(page).toMatchObject({ nextPage: 2, faults: [] });
    expect(JSON.stringify(page)).not.toContain(trap);
    expect(readList(listAnswer(complaints, 2, 2), 2, list).nextPage).toBeNull();
  });

  test("may stand anywhere, under other keys, and without pages", () => {
    const answer = { isi: { laporan: [{ nomor: "9100001", status: "Proses" }] } };
    const fields = { ...options.fields, trackingId: "nomor", statusRaw: "status" };
    expect(readList(answer, 1, { ...list, fields, items: "isi.laporan" })).toEqual({
      updates: [{ trackingId: "9100001", statusRaw: "Proses" }],
      faults: [],
      nextPage: null,
    });
  });

  test("a record that cannot be read does not hold up the others", () => {
    const answer = changed(listAnswer(complaints, 1, 3), {
      "results.data.0.complaint_id": `Budi ${trap}`,
      "results.data.1.complaint_id": gone,
    });
    const page = readList(answer, 1, list);
    expect(page.updates.map(({ trackingId }) => trackingId)).toEqual(["9100001"]);
    expect(page.faults.map(({ field, message }) => `${field} ${message}`)).toEqual([
      "complaint_id harus 5 sampai 15 angka",
      "complaint_id tidak ada, padahal wajib",
    ]);
  });

  test("what is no list is refused by its place", () => {
    expect(faultOf(() => readList({ results: { data: trap } }, 1, list))).toBe("results.data: harus daftar");
    expect(faultOf(() => readList(null, 1, list))).toBe("results.data: harus daftar");
  });
});
