import PostalMime from "postal-mime";
import { describe, expect, test, type TestContext } from "vitest";
import { until as waitFor } from "../../support/fake-whatsapp/rig.ts";
import { type Counts, sum } from "../../support/faults/result.ts";
import { sixComplaints } from "../../support/faults/six-messages.ts";
import { times } from "../../support/faults/try-fault.ts";
import { openTwoDoors, type TwoDoors } from "../../support/two-doors.ts";

// What officials, or somebody at their phones, may send back. Each reply is delivered twice, as WhatsApp does after a cut.

interface Speech {
  readonly fault: string;
  readonly says: readonly string[];
  /** What each came to. */
  readonly outcomes: readonly string[];
  /** The reason that Kominfo reads. */
  readonly kominfoReads?: string;
}

const long = 60_000;
const id = sixComplaints[0]?.trackingId ?? "";

const speeches: Speech[] = [
  {
    fault: "replies: a flood of 60",
    says: Array.from({ length: 60 }, (_, n) => (n % 2 ? "siap" : "apa ini")),
    outcomes: ["acknowledged", "acknowledged_before", "ignored", "not_understood", "rate_limited"],
  },
  {
    fault: "replies: 60,000 characters",
    says: [
      "a".repeat(long),
      `SIAP ${"x ".repeat(long / 2)}`,
      `BUKAN WEWENANG ${id} ${"jalan provinsi ".repeat(long / 15)}`,
    ],
    outcomes: ["declined", "ignored", "not_understood"],
    kominfoReads: "jalan provinsi jalan provinsi",
  },
  {
    fault: "replies: emoji",
    says: ["👍🏽 SIAP 🙏", "👨‍👩‍👧‍👦".repeat(50), `BUKAN WEWENANG ${id} 🚧 jalan provinsi 🛣️`],
    outcomes: ["acknowledged", "declined", "not_understood"],
    kominfoReads: "jalan provinsi",
  },
  {
    fault: "replies: right-to-left marks",
    says: [
      "\u200F\u202ESIAP\u202C",
      "\u202E".repeat(500),
      `BUKAN WEWENANG ${id} \u202Ejalan\u202C \u2067provinsi`,
    ],
    outcomes: ["acknowledged", "declined", "not_understood"],
    kominfoReads: "jalan provinsi",
  },
  {
    fault: "replies: template syntax",
    says: [
      "<%= process.exit(1) %>",
      "<% throw 1 %> {{constructor}}",
      `BUKAN WEWENANG ${id} jalan <%= 6 * 7 %> \${6 * 7} provinsi`,
    ],
    outcomes: ["declined", "ignored", "not_understood"],
    kominfoReads: "jalan <%= 6 * 7 %> ${6 * 7} provinsi",
  },
];

describe("replies", () => {
  test.for(speeches)("$fault", { timeout: 900_000 }, tryOften);
});

async function tryOften(speech: Speech, { task }: TestContext): Promise<void> {
  const counts: Counts[] = [];
  for (let attempt = 0; attempt < times; attempt++) counts.push(await tryOnce(speech));
  const result = { fault: speech.fault, tried: times, ...sum(counts), why: null };
  task.meta.fault = result;
  expect(result).toMatchObject({ lost: 0, sentTwice: 0, shownTwice: 0 });
}

async function tryOnce(speech: Speech): Promise<Counts> {
  const pemda = await openTwoDoors("2026-11-23T09:00", { isUnpaced: true });
  try {
    const [first, second] = sixComplaints;
    if (first) await pemda.learn(first);
    const keys = await speak(pemda, speech.says);
    if (second) await pemda.learn(second); // what others wait for leaves all the same
    await pemda.pass(1);
    expect(pemda.told()).toContain("11-23 09:00 wa Dewi");
    expect(pemda.errors).toEqual([]);
    if (speech.kominfoReads) expect(await reasonForKominfo(pemda)).toContain(speech.kominfoReads);
    return countReplies(pemda, speech, keys);
  } finally {
    await pemda.close();
  }
}

/** Returns the keys under which they are stored. */
async function speak({ fake, budi, account, db }: TwoDoors, says: readonly string[]): Promise<string[]> {
  const keys: string[] = [];
  for (const conversation of says) {
    const stanza = await fake.compose(budi, account, { conversation });
    fake.hand(account, stanza);
    fake.hand(account, stanza);
    keys.push(`wa/+${budi.pn}/${stanza.attrs["id"]}`);
  }
  const count = db.sql.prepare<[], number>("select count(*) from inbound").pluck();
  await waitFor(() => count.get() === says.length, 30_000);
  return keys;
}

async function reasonForKominfo({ sink }: TwoDoors): Promise<string> {
  const mails = sink.mails.filter(({ to }) => to === "kominfo@contoh.example");
  expect(mails).toHaveLength(1);
  const { text = "" } = await PostalMime.parse(mails[0]?.raw ?? "");
  const reason = /Alasan: (.*?)\n\n/su.exec(text)?.[1]?.replaceAll("\n", " ") ?? "";
  expect(reason.length).toBeLessThanOrEqual(450);
  expect(reason).not.toMatch(/\p{Bidi_Control}|\p{Cc}/u);
  return reason;
}

function countReplies(pemda: TwoDoors, { outcomes }: Speech, keys: readonly string[]): Counts {
  const rows = pemda.db.sql
    .prepare<[], { key: string; outcome: string | null; text: string | null }>("select * from inbound")
    .all();
  expect(new Set(rows.map(({ outcome }) => outcome))).toEqual(new Set(outcomes));
  expect(rows.every(({ text }) => text === null)).toBe(true);
  const answers = pemda.rows().filter(({ kind, state }) => kind === "reply" && state !== "cancelled");
  expect(answers.length).toBeLessThanOrEqual(5);
  const shown = pemda.budi.inbox.map(({ id }) => id);
  const answersTo = (key: string) => answers.filter((row) => row.key === `reply/${key}`).length;
  return {
    messages: keys.length,
    lost: keys.filter((key) => !rows.some((row) => row.key === key)).length,
    sentTwice: keys.filter((key) => answersTo(key) > 1).length + shown.length - new Set(shown).size,
    shownTwice: shown.length - 1 - answers.length, // the message itself, and its answers
  };
}
