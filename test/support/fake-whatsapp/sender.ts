// A bot reduced to its outbox and its inbox, in a process of its own that a test may kill at any moment.
// Arguments: path of the book, address and certificate root (base64) of the fake.
import { openDb } from "../../../db/open.ts";
import { createWhatsAppChannel } from "../../../src/channels/whatsapp/channel.ts";
import { openWhatsApp } from "../../../src/connections/whatsapp/socket.ts";
import type { Content } from "../../../src/outbox/contract.ts";
import { trustRoot } from "./trust.ts";

export type Order = { readonly key: string; readonly recipient: string; readonly text: string };
export type News = { readonly qr: string } | { readonly state: string } | { readonly accepted: string };

const [path = "", url = "", root = ""] = process.argv.slice(2);
const { sql } = openDb(path);
sql.exec(`
  create table if not exists sent (key text primary key, recipient text, text text, wireId text, bytes text, state text);
  create table if not exists received (key text primary key, text text);
`);
trustRoot(Buffer.from(root, "base64"));

const tell = (news: News): void => void process.send?.(news);
const silent = () => {};
const wa = await openWhatsApp({
  sql,
  url,
  log: { info: silent, warn: silent, error: silent },
  now: () => Math.floor(Date.now() / 1000),
  random: Math.random,
  findSent: (id) =>
    sql.prepare<[string], string>("select bytes from sent where wireId = ?").pluck().get(id) ?? null,
  onInbound: ({ key, text }) =>
    void sql.prepare("insert or ignore into received values (?, ?)").run(key, text),
  onReceipt: silent,
  onState: ({ state }) => {
    tell({ state });
    if (state === "open") void sendWaiting();
  },
  pairing: { onQr: (qr) => tell({ qr }), onCode: silent },
});
const channel = createWhatsAppChannel({
  wa,
  findFirstInThread: () => null,
  knownNumber: () => null,
  rememberNumber: silent,
});

process.on("message", ({ key, recipient, text }: Order) => {
  const wireId = channel.wireId(key);
  const bytes = channel.prepare(wireId, recipient, contentOf(text));
  sql.prepare("insert into sent values (?, ?, ?, ?, ?, 'sending')").run(key, recipient, text, wireId, bytes);
  void sendWaiting();
});

async function sendWaiting(): Promise<void> {
  const rows = sql.prepare<[], Order & { wireId: string; bytes: string }>(
    "select * from sent where state = 'sending'",
  );
  for (const { key, recipient, text, wireId, bytes } of rows.all()) {
    const envelope = { wireId, recipient, person: "", content: contentOf(text), bytes, attempt: 0 };
    const { kind } = await channel.send(envelope, 0);
    if (kind !== "accepted") continue;
    sql.prepare("update sent set state = 'accepted' where key = ?").run(key);
    tell({ accepted: key });
  }
}

function contentOf(text: string): Content {
  return { subject: "", text, html: null, thread: null };
}
