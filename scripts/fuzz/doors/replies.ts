import { isoWithOffset } from "../../../src/calendar/format.ts";
import { openStory, type Story } from "../../../test/support/story.ts";
import { bookFaults, bookTables, readBook } from "../book.ts";
import type { Chance } from "../chance.ts";
import type { Door, Fault, Place } from "../contract.ts";
import { mutateText, oddity } from "../mutate.ts";
import { findLeaks, secretText } from "../secrets.ts";

const wita = { zone: "Asia/Makassar" } as const;
const stranger = "+6285799999999";
const officials = ["+6281200000001", "+6281200000002"];

/** What officials, and others, write to the bot. */
export const repliesDoor: Door = {
  name: "replies",
  async open(): Promise<Place> {
    const story = openStory({ begin: "2026-11-23T09:00", hasWhatsApp: true });
    await story.learn(
      ...["9100001", "9100002", "9100003"].map((trackingId) => ({
        trackingId,
        title: "Jalan rusak",
        statusRaw: "Belum Ditindaklanjuti",
        opdExternalId: "90001",
        isSecret: false,
      })),
    );
    let replies = 0;
    return {
      async tryOne(chance) {
        story.leapTo(isoWithOffset(wita, story.now() + 300).slice(0, 16));
        await story.settle();
        const isStranger = chance.isOne(0.15);
        const from = isStranger ? stranger : chance.pick(officials);
        const key = `wa/${from}/${++replies}`;
        const before = lookAt(story);
        const answer = await story.reply({
          from,
          key,
          text: wordsByChance(chance),
          ...quoteByChance(story, chance),
        });
        const isKept = !isStranger || isJournalled(story, key);
        const faults = [
          ...(isKept ? judgeHandled(story, key) : judgeStranger(before, lookAt(story))),
          ...bookFaults(story.db.sql),
          ...story.errors.splice(0).map((line) => ({ trouble: "crashed" as const, what: line })),
        ];
        return { verdict: answer === null ? "refused" : "accepted", faults };
      },
      async finish() {
        const faults = [
          ...findLeaks(story.texts().join("\n"), "a message"),
          ...findLeaks(story.logged.join(""), "the log"),
        ];
        story.close();
        return faults;
      },
    };
  },
};

const commands = [
  "SIAP",
  "1",
  "ok pak",
  "SIAP 9100001",
  "STATUS",
  "BANTUAN",
  "MULAI",
  "BUKAN WEWENANG",
  "9100002 BUKAN WEWENANG jalan provinsi",
  `BUKAN WEWENANG karena pelapornya ${secretText}`,
  "DAFTAR ABCD-2345",
  `terima kasih, ${secretText}`,
];

function wordsByChance(chance: Chance): string {
  let text = chance.pick(commands);
  for (let times = chance.below(3); times > 0; times--) text = mutateText(text, chance);
  return chance.isOne(0.05) ? oddity(chance).repeat(50) : text;
}

function quoteByChance(story: Story, chance: Chance): { quoting?: string } {
  if (chance.isOne(0.5)) return {};
  return { quoting: chance.isOne(0.8) ? story.wireOf("Admin PUPR") : oddity(chance) };
}

/** Handled once, and its words forgotten. */
function judgeHandled({ db }: Story, key: string): Fault[] {
  const row = db.sql
    .prepare<[string], { text: string | null; handledAt: number | null; outcome: string | null }>(
      "select text, handledAt, outcome from inbound where key = ?",
    )
    .get(key);
  if (!row?.handledAt) return [{ trouble: "lost", what: "not handled" }];
  if (row.outcome === "failed") return [{ trouble: "crashed", what: "answered with an excuse" }];
  return row.text === null ? [] : [{ trouble: "leaked", what: "its words are kept" }];
}

/** Of a stranger that is so who tried a code: attempts are counted. */
function isJournalled({ db }: Story, key: string): boolean {
  return db.sql.prepare("select 1 from inbound where key = ?").get(key) !== undefined;
}

interface Look {
  readonly inbound: ReadonlySet<string>;
  /** All but what came in. */
  readonly rest: string;
}

function lookAt({ db }: Story): Look {
  const rows = db.sql.prepare("select * from inbound").raw().all();
  const rest = bookTables(db.sql).filter((name) => name !== "inbound");
  return { inbound: new Set(rows.map((row) => JSON.stringify(row))), rest: readBook(db.sql, rest) };
}

/** Nothing is kept of other strangers; older guesses at a code may have had their hour meanwhile. */
function judgeStranger(before: Look, after: Look): Fault[] {
  const isClean = before.rest === after.rest && after.inbound.isSubsetOf(before.inbound);
  return isClean ? [] : [{ trouble: "leaked", what: "something of a stranger is kept" }];
}
