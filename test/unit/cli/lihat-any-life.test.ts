import { array, assert, asyncProperty, constantFrom, nat, tuple } from "fast-check";
import { expect, test } from "vitest";
import { at, openStory, type Story } from "../../support/story.ts";
import { jsonOn, siagaOn, tooWide } from "./on-story.ts";

const id = "9100001";
const hour = 3600;

type Deed = (story: Story) => Promise<unknown>;

const says =
  (words: string): Deed =>
  (story) =>
    story.learn({ trackingId: id, statusRaw: words });

const deeds: Readonly<Record<string, Deed>> = {
  unanswered: says("Belum Ditindaklanjuti"),
  answered: says("Proses"),
  postponed: says("Ditunda"),
  unheard: says("Sedang Dipikirkan"),
  ended: says("Selesai"),
  replied: (story) => story.learn({ trackingId: id, lastReporterReplyAt: story.now() }),
  secret: (story) => story.learn({ trackingId: id, isSecret: true }),
  classified: (story) => story.learn({ trackingId: id, classification: "permintaan_informasi" }),
  moved: (story) =>
    story.learn({
      trackingId: id,
      opdExternalId: "90002",
      opdName: "Dinas Lingkungan Hidup",
      disposedAt: story.now(),
    }),
  back: (story) => story.learn({ trackingId: id, opdExternalId: "90001", opdName: "Dinas PUPR" }),
  lost: (story) => story.learn({ trackingId: id, opdExternalId: null, opdName: "Dinas Antah Berantah" }),
  vacant: (story) =>
    story.kominfo(({ sql }) => sql.exec("update holders set leftAt = 1 where post in ('kepala', 'kominfo')")),
  filled: (story) => story.kominfo(({ sql }) => sql.exec("update holders set leftAt = null")),
  ruleOff: (story) => story.kominfo(({ sql }) => sql.exec("update rules set active = 0")),
  ruleOn: (story) => story.kominfo(({ sql }) => sql.exec("update rules set active = 1")),
};

const someLife = array(tuple(constantFrom(...Object.keys(deeds)), nat({ max: 60 })), {
  minLength: 1,
  maxLength: 10,
});

function isoOf(seconds: number): string {
  return new Date(seconds * 1000 + 8 * hour * 1000).toISOString().slice(0, 19);
}

test("whatever befalls a complaint, its page can be told, fits, and promises what the bot will do", async () => {
  await assert(
    asyncProperty(someLife, async (life) => {
      const story = openStory({ begin: "2027-12-13T09:00" }); // the last weeks for which there are holidays
      try {
        await story.learn({
          trackingId: id,
          title:
            "Jalan berlubang di depan sekolah yang sudah lama tidak diperbaiki dan membahayakan pelajar ".repeat(
              2,
            ),
          statusRaw: "Belum Ditindaklanjuti",
          opdExternalId: "90001",
          opdName: "Dinas PUPR",
          isSecret: false,
          reportedAt: at("2027-12-13T08:00"),
          disposedAt: at("2027-12-13T08:30"),
        });
        for (const [name, hours] of life) {
          await story.until(isoOf(story.now() + hours * hour));
          await deeds[name]?.(story);
          const { code, out } = await siagaOn(story, ["laporan", "lihat", id]);
          expect(code).toBe(0);
          expect(tooWide(out)).toEqual([]);
          expect(out).not.toMatch(/undefined|null|NaN|\[object/u);
          await checkPromises(story);
        }
      } finally {
        story.close();
      }
    }),
    { numRuns: 8, seed: 7 },
  );
}, 30_000);

interface Run {
  readonly id: number;
  readonly next: { readonly kind: string; readonly at?: string };
}

/** The moment at which each run is said to go on is the stored one: that wakes the bot, or until which it waits for somebody. */
async function checkPromises(story: Story): Promise<void> {
  const [json] = await jsonOn(story, ["laporan", "lihat", id]);
  for (const { id, next } of (json?.["escalations"] ?? []) as Run[]) {
    const column = next.kind === "settle" ? "heldUntil" : "dueAt";
    const stored = story.ask(`select ${column} from escalations where id = ${id}`);
    expect(next.at === undefined ? null : Date.parse(next.at) / 1000).toBe(stored);
  }
}
