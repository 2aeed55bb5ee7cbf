import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { at, openStory, type Story } from "../../support/story.ts";
import { jsonOn, mailOnly, siagaOn } from "./on-story.ts";

const odd = "Menunggu Dinas";
const complaint = {
  trackingId: "9100001",
  statusRaw: odd,
  opdName: "Dinas PUPR",
  reportedAt: at("2026-11-20T10:00"),
  isSecret: false,
};

let story: Story;
beforeEach(() => {
  story = openStory({ begin: "2026-11-23T09:00" });
});
afterEach(() => {
  expect(story.errors).toEqual([]);
  story.close();
});

const istilah = async (...words: string[]) => {
  const answer = await siagaOn(story, ["sumber", "istilah", ...words]);
  await story.settle();
  return answer;
};
const periksa = async () => (await siagaOn(story, ["periksa"], mailOnly)).out.replaceAll(/\s+/gu, " ");
const look = (): unknown => story.ask("select status from complaints where trackingId = '9100001'");
const openRuns = (): unknown => story.ask("select count(*) from escalations where state <> 'ended'");

describe("a status that nobody knows", () => {
  test("periksa names it with its command for as long as it stands, and not any more once it is explained", async () => {
    await story.learn(complaint, { ...complaint, trackingId: "9100002", statusRaw: "MENUNGGU  dinas" });
    await story.until("2026-11-24T09:00");
    const named = `Status "${odd}" belum dikenal; 2 laporan dianggap belum ditindaklanjuti. → Sebutkan artinya: siaga sumber istilah "${odd}" --artinya STATUS`;
    expect(await periksa()).toContain(named);
    expect(await istilah(odd, "--artinya", "belum ditindaklanjuti")).toMatchObject({
      code: 0,
      out: `Status "${odd}" berarti belum ditindaklanjuti. 2 laporan dibaca ulang.\n`,
    });
    expect(look()).toBe("unanswered");
    expect(await periksa()).not.toContain(odd);
  });

  test("the alarm that nobody was told of yet is taken back", async () => {
    const note = "select count(*) from alarms where cause like 'note:status:%' and clearedAt is null";
    story.bot().desk.alarms.raise({ cause: `note:status:${odd}`, text: "…" }, story.now());
    expect(story.ask(note)).toBe(1);
    await siagaOn(story, ["sumber", "istilah", odd, "--artinya", "proses"]);
    expect(story.ask(note)).toBe(0);
  });

  test("a meaning that ends them is agreed to first; then their runs end, and the next one is known at once", async () => {
    await story.learn(complaint);
    expect(openRuns()).toBeGreaterThan(0);
    const refused = await istilah(odd, "--artinya", "Selesai");
    expect([refused.code, refused.err]).toEqual([1, expect.stringMatching(/1 laporan.*--ya/u)]);
    expect(look()).toBe("unknown");
    await istilah(odd, "--artinya", "Selesai", "--ya", "--oleh", "Nurul");
    expect([look(), openRuns()]).toEqual(["done", 0]);
    await story.learn({ ...complaint, trackingId: "9100003" });
    expect(story.ask("select status from complaints where trackingId = '9100003'")).toBe("done");
    expect(
      story.db.sql
        .prepare('select "by", action, subject, before, after from audit where action = ?')
        .all("sumber.istilah"),
    ).toEqual([
      {
        by: "Nurul",
        action: "sumber.istilah",
        subject: `Status ${odd}`,
        before: '{"status":"unknown"}',
        after: '{"status":"done"}',
      },
    ]);
  });

  test("explaining is no news of LAPOR!: a complaint is no fresher for it, and one that is missing stays so", async () => {
    await story.learn(complaint);
    const facts = "select json_array(source, confirmedAt, missingSince) from complaints";
    story.db.sql.exec("update complaints set missingSince = 7");
    const before = story.ask(facts);
    await istilah(odd, "--artinya", "proses", "--ya");
    expect([look(), story.ask(facts)]).toEqual(["in_progress", before]);
  });

  test("the list: what is not known first, then what was added; --json by code names", async () => {
    expect((await istilah()).out).toMatch(/^Belum ada istilah tambahan/u);
    await istilah("Sedang Dikaji", "--artinya", "in_progress");
    await story.learn(complaint);
    expect((await istilah()).out).toBe(
      `"${odd}": belum dikenal; 1 laporan\n"Sedang Dikaji": proses; 0 laporan\n`,
    );
    expect(await jsonOn(story, ["sumber", "istilah", "--json"])).toEqual([
      { text: odd, status: "unknown", count: 1 },
      { text: "Sedang Dikaji", status: "in_progress", count: 0 },
    ]);
    expect(
      await jsonOn(story, ["sumber", "istilah", odd, "--artinya", "Belum Ditindaklanjuti", "--json"]),
    ).toEqual([{ text: odd, status: "unanswered", changed: 1 }]);
  });

  test.each([
    [["Menunggu"], /Tulis keduanya/u],
    [["Menunggu", "--artinya", "status tidak dikenal"], /Pilih salah satu: .*proses.*selesai/u],
    [["?!", "--artinya", "proses"], /huruf atau angka/u],
    [["x".repeat(201), "--artinya", "proses"], /paling banyak 200/u],
  ])("%j is refused by one sentence, and nothing is kept", async (words, sentence) => {
    const { code, err } = await siagaOn(story, ["sumber", "istilah", ...words]);
    expect([code, err]).toEqual([1, expect.stringMatching(sentence)]);
    expect(story.ask("select count(*) from statusWords")).toBe(0);
  });
});
