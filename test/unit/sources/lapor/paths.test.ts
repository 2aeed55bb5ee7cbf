import { describe, expect, test } from "vitest";
import { askComplaint } from "../../../../src/sources/lapor/fetch-complaint.ts";
import { parseFieldOption } from "../../../../src/sources/lapor/field-map.ts";
import { listPath, pageAfter } from "../../../../src/sources/lapor/paths.ts";
import { detailAnswer, followUpsAnswer } from "../../../support/fake-lapor/answers.ts";
import { fakeComplaint, reply } from "../../../support/fake-lapor/complaint.ts";
import { faultOf, options } from "./read.ts";

test.each([
  [1, null, null],
  [1, undefined, null],
  [1, "", null],
  [1, "http://backend.internal/api/complaints?page=2", 2],
  [1, "https://penyerang.example/?a=b&page=3#x", 3],
  [4, "/complaints?cursor=abc", 5],
  [3, "http://backend.internal/api/complaints?page=3", null],
  [3, "http://backend.internal/api/complaints?page=1", null],
])("after page %d, told %s: %s", (page, address, next) => {
  expect(pageAfter(page, address)).toBe(next);
});

test("the list's own query is kept", () => {
  expect(listPath("/complaints?institution_id=7", 1)).toBe("/complaints?institution_id=7");
  expect(listPath("/complaints?institution_id=7", 2)).toBe("/complaints?institution_id=7&page=2");
  expect(listPath("/complaints", 2)).toBe("/complaints?page=2");
});

describe("all of one complaint", () => {
  const followUps = Array.from({ length: 5 }, (_, index) =>
    reply(`2${index}-11-2026 08:00:00`, "Dinas PUPR Kab. Contoh"),
  );
  const complaint = fakeComplaint("9100001", { followUps });

  test("is its detail and each page of its follow-ups, from our own server", async () => {
    const asked: string[] = [];
    const get = (path: string) => {
      asked.push(path);
      const page = Number(/page=(\d+)/u.exec(path)?.[1]);
      return Promise.resolve(page ? followUpsAnswer(complaint, page, 2) : detailAnswer(complaint));
    };
    const update = await askComplaint(get, "9100001", options);
    expect(asked).toEqual([
      "/complaints/9100001/complaint",
      "/complaints/9100001/followups?page=1",
      "/complaints/9100001/followups?page=2",
      "/complaints/9100001/followups?page=3",
    ]);
    expect(update.followUpCount).toBe(5);
  });

  test("pages without end are a fault", async () => {
    const endless = { results: { data: [], next_page_url: "http://backend.internal/" } };
    let asked = 0;
    const get = () => Promise.resolve(++asked === 1 ? detailAnswer(complaint) : endless);
    const fetched = askComplaint(get, "9100001", options);
    const fault = await fetched.catch((error: unknown) => error);
    expect(
      faultOf(() => {
        throw fault;
      }),
    ).toBe("results.next_page_url: tidak ada habisnya");
    expect(asked).toBe(21);
  });
});

test.each([
  ["opdName=disposition.name", { opdName: "disposition.name" }],
  [" locationName = kecamatan ", { locationName: "kecamatan" }],
  ["channel=", { channel: "" }],
])("field option %s", (text, read) => {
  expect(parseFieldOption(text)).toEqual(read);
});

test.each([
  ["pelapor=nama", /tidak dikenal/u],
  ["constructor=a", /tidak dikenal/u],
  ["title", /tidak dikenal/u],
  ["title=content", /tidak pernah dibaca/u],
  ["title=data.isi_laporan", /tidak pernah dibaca/u],
  ["category=user.name", /tidak pernah dibaca/u],
  ["locationName=nameUser", /tidak pernah dibaca/u],
  ["channel=no_hp", /tidak pernah dibaca/u],
  ["opdName=reporter.email", /tidak pernah dibaca/u],
])("field option %s is refused", (text, sentence) => {
  expect(() => parseFieldOption(text)).toThrow(sentence);
});
