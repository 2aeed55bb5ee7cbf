// Sends what stands in a small table through the real email channel: `sending` and the bytes are committed, then the mail
// goes out, then `accepted` is written. What an earlier life left as `sending` is sent again as it stands there.
import Database from "better-sqlite3";
import { createEmailChannel } from "../../src/channels/email/channel.ts";
import { openSmtp } from "../../src/connections/smtp/smtp.ts";
import type { Envelope } from "../../src/outbox/contract.ts";

interface Row {
  readonly key: string;
  readonly recipient: string;
  readonly bytes: string | null;
}

const [path, url, hours] = process.argv.slice(2) as [string, string, string];
const db = new Database(path);
const smtp = openSmtp({ url, from: "siaga@contoh.go.id" });
const now = (): number => Math.floor(Date.now() / 1000) + Number(hours) * 3600;
const channel = createEmailChannel({ smtp, clock: { now } });

const next = db.prepare<[], Row>(
  `select key, recipient, bytes from mails where state = 'pending' order by key limit 1`,
);
const left = db.prepare<[], Row>(`select key, recipient, bytes from mails where state = 'sending'`);
const claim = db.prepare(`update mails set state = 'sending', bytes = ? where key = ?`);
const record = db.prepare(`update mails set state = 'accepted' where key = ?`);

const leftovers = left.all();
await Promise.all(Array.from({ length: channel.concurrency }, work));
smtp.close();

async function work(): Promise<void> {
  for (let row = leftovers.pop() ?? next.get(); row; row = leftovers.pop() ?? next.get()) {
    const envelope = envelopeOf(row);
    claim.run(envelope.bytes, row.key);
    const outcome = await channel.send(envelope, now());
    if (outcome.kind !== "accepted") throw new Error(`${row.key}: ${JSON.stringify(outcome)}`);
    record.run(row.key);
  }
}

function envelopeOf({ key, recipient, bytes }: Row): Envelope {
  const wireId = channel.wireId(key);
  const content = { subject: `Pesan ${key}`, text: "Isi", html: "<p>Isi</p>", thread: key };
  const written = bytes ?? channel.prepare(wireId, recipient, content);
  return { wireId, recipient, person: "Budi", content, bytes: written, attempt: bytes === null ? 0 : 1 };
}
