import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { at, openStory, type Story } from "../../support/story.ts";
import { jsonOn, siagaOn } from "./on-story.ts";

const complaint = {
  trackingId: "9100001",
  statusRaw: "Belum Ditindaklanjuti",
  opdExternalId: "90001",
  opdName: "Dinas PUPR",
  reportedAt: at("2026-11-23T08:40"),
  isSecret: false,
};
const door = "https://www.lapor.go.id";
const page = "https://lapor.contoh.go.id/pengaduan/{id}?dari=siaga";

let story: Story;
beforeEach(() => {
  story = openStory({ begin: "2026-11-23T09:00" });
});
afterEach(() => {
  expect(story.errors).toEqual([]);
  story.close();
});

const tautan = (...words: string[]) => siagaOn(story, ["sumber", "tautan", ...words]);
const linesOf = () => story.texts().at(-1)?.split("\n");

/** What a complaint that comes in now is told with. */
async function tell(over: Partial<typeof complaint> = {}): Promise<void> {
  await story.learn({ ...complaint, ...over });
  await story.until("2026-11-23T10:00");
}

describe("the link to LAPOR! in messages (escalation.md, section 11)", () => {
  test("is its front door, without anybody's doing", async () => {
    await tell();
    expect(linesOf()).toContain(door);
    expect((await tautan()).out).toContain(`${door} (bawaan)`);
  });

  test("goes to the complaint's own page once Kominfo says where that is", async () => {
    const { code, out } = await tautan(page, "--oleh", "Nurul");
    expect([code, out]).toEqual([0, expect.stringContaining("/pengaduan/9100001?dari=siaga")]);
    await tell();
    expect(linesOf()).toContain("https://lapor.contoh.go.id/pengaduan/9100001?dari=siaga");
    const audit = await siagaOn(story, ["riwayat", "--jenis", "sumber"]);
    expect(audit.out).toContain("Nurul");
    expect(audit.out.replaceAll(/\s+/gu, "")).toContain(page);
  });

  test("a secret complaint is told without one", async () => {
    await tautan(page);
    await tell({ isSecret: true });
    expect(story.texts().at(-1)).toMatch(/buka LAPOR!/iu);
    expect(story.texts().at(-1)).not.toContain("https");
  });

  test("is the front door again by one word, and nothing is written down that did not change", async () => {
    await tautan(page);
    await tautan("bawaan");
    await tautan("bawaan");
    await tautan(door);
    expect(await jsonOn(story, ["sumber", "tautan"])).toEqual([{ link: door, isDefault: true }]);
    expect(story.ask("select count(*) from audit where action = 'sumber.tautan'")).toBe(2);
  });
});

describe("what is not a link is refused, and the old one stays", () => {
  test.each([
    ["http://www.lapor.go.id", /https:\/\//u],
    ["javascript:alert(1)", /https:\/\//u],
    ["www.lapor.go.id/{id}", /https:\/\//u],
    ["https://", /https:\/\//u],
    ["https://lapor/{id}", /https:\/\//u],
    ["", /https:\/\//u],
    ["https://budi:sandi@www.lapor.go.id/{id}", /sandi/u],
    ["https://www.lapor.go.id/{nomor}", /\{id\}/u],
    ["https://www.lapor.go.id/a b", /huruf, angka/u],
    [`https://www.lapor.go.id/${"x".repeat(200)}`, /200/u],
  ])("%j", async (text, why) => {
    const { code, err } = await tautan(text);
    expect([code, err]).toEqual([1, expect.stringMatching(why)]);
    expect(await jsonOn(story, ["sumber", "tautan"])).toEqual([{ link: door, isDefault: true }]);
  });
});
