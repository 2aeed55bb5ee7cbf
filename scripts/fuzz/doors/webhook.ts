import { once } from "node:events";
import { connect } from "node:net";
import { isoWithOffset } from "../../../src/calendar/format.ts";
import { openWebhook } from "../../../src/webhook.ts";
import { openStory, type Story } from "../../../test/support/story.ts";
import { post, prepare, secret } from "../../../test/support/webhook.ts";
import { bookFaults, readBook } from "../book.ts";
import type { Chance } from "../chance.ts";
import type { Door, Fault, Place } from "../contract.ts";
import { mutateBytes, mutateText, mutateTree, oddity } from "../mutate.ts";
import { findLeaks, secretText } from "../secrets.ts";

const wita = { zone: "Asia/Makassar" } as const;
const healthyId = "9199999";
/** What the figures of the day, and the healthy request after each input, do not touch. */
const ownTables = ["complaintHistory", "escalations", "outbox"];

/** What another program may send, signed and not, and what is no HTTP at all; a healthy request must pass after each. */
export const webhookDoor: Door = {
  name: "webhook",
  async open(): Promise<Place> {
    const story = openStory({ begin: "2026-11-23T09:00", hasWhatsApp: true });
    const webhook = await openWebhook(story.bot(), { host: "127.0.0.1", port: 0, secrets: [secret] });
    const { url } = webhook;
    const isHealthy = async () =>
      (await post({ url, at: story.now(), body: { trackingId: healthyId, statusRaw: "Proses" } })).status ===
      202;
    await isHealthy();
    return {
      async tryOne(chance) {
        const before = { book: readBook(story.db.sql, ownTables), complaints: complaintsOf(story) };
        const input = inputByChance(url, story.now(), chance);
        const answer = await sendRaw(url, input);
        const isSame =
          complaintsOf(story) === before.complaints && readBook(story.db.sql, ownTables) === before.book;
        // Who hangs up before the answer is told nothing, and comes again with the same key.
        const isTaken = answer.includes(" 202 ") || (answer === "" && !isSame);
        const faults: Fault[] = [
          ...(isTaken || isSame ? [] : [{ trouble: "half done" as const, what: answer.slice(0, 300) }]),
          ...(/^HTTP\/1\.1 5(?!03)/u.test(answer) ? [{ trouble: "crashed" as const, what: answer }] : []),
          ...((await isHealthy()) ? [] : [{ trouble: "lost" as const, what: "the request after it" }]),
          ...findLeaks(answer, "the answer"),
          ...bookFaults(story.db.sql),
        ];
        return { verdict: isTaken ? "accepted" : "refused", faults };
      },
      async finish() {
        await webhook.close();
        await story.until(isoWithOffset(wita, story.now() + 4 * 86_400).slice(0, 16));
        const faults = [
          ...story.errors.map((line) => ({ trouble: "crashed" as const, what: line })),
          ...findLeaks(story.texts().join("\n"), "a message"),
          ...findLeaks(story.logged.join(""), "the log"),
        ];
        story.close();
        return faults;
      },
    };
  },
};

/** Without the one that the healthy requests confirm. */
function complaintsOf({ db }: Story): string {
  return JSON.stringify(
    db.sql.prepare("select * from complaints where trackingId <> ? order by trackingId").raw().all(healthyId),
  );
}

function complaintByChance(chance: Chance): Record<string, unknown> {
  return {
    trackingId: chance.pick(["9100001", "9100002", 9_100_003]),
    title: `Jalan rusak, ${secretText}`,
    isi: secretText,
    namaPelapor: `Warga ${secretText}`,
    statusRaw: chance.pick(["Belum Ditindaklanjuti", "Proses", "Selesai"]),
    opdName: "Dinas PUPR",
    opdExternalId: "90001",
    classification: "Aspirasi",
    category: "Jalan",
    reportedAt: "2026-11-23T08:30:00+08:00",
    isSecret: chance.isOne(0.2),
    isAnonymous: true,
    followUpCount: chance.below(3),
  };
}

/** A whole HTTP request; wrong in its fields, its JSON, its headers, or as bytes. */
function inputByChance(url: string, at: number, chance: Chance): Buffer {
  const kind = chance.below(6);
  const whole = complaintByChance(chance);
  const body = kind < 3 ? mutateTree(whole, chance) : whole;
  const plain = typeof body === "string" ? JSON.stringify(body) : body;
  const written = kind === 3 ? mutateText(JSON.stringify(whole), chance) : (plain ?? null);
  const { text, headers } = prepare({ url, at, body: written, key: `k${chance.below(1e9)}` });
  const changed = kind === 4 ? { ...headers, ...headerByChance(headers, chance) } : headers;
  const head = Object.entries(changed).map(([name, value]) => `${name}: ${value}\r\n`);
  const bytes = Buffer.from(text);
  const request = Buffer.concat([
    Buffer.from(
      `POST ${new URL(url).pathname} HTTP/1.1\r\nHost: ${new URL(url).host}\r\nConnection: close\r\nContent-Length: ${bytes.length}\r\n${head.join("")}\r\n`,
      "latin1",
    ),
    bytes,
  ]);
  return kind === 5 ? mutateBytes(request, chance) : request;
}

function headerByChance(headers: Record<string, string>, chance: Chance): Record<string, string> {
  const [name, value] = chance.pick(Object.entries(headers));
  return chance.isOne(0.2)
    ? { "Transfer-Encoding": "chunked" }
    : { [name]: chance.isOne(0.5) ? mutateText(value, chance) : oddity(chance) };
}

/** A request that is never whole, or that keeps its connection, is given up after so many milliseconds. */
const giveUpMs = 150;

/** What comes back until the other side hangs up. */
async function sendRaw(url: string, bytes: Buffer): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let answer = "";
  const timer = setInterval(() => socket.end(), giveUpMs);
  socket.on("data", (chunk) => (answer += chunk.toString("latin1")));
  // A refusal may come, and the connection go, before all was sent.
  socket.on("error", () => {});
  socket.write(bytes);
  await once(socket, "close");
  clearInterval(timer);
  return answer;
}
