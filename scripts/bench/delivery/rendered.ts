import { writeFileSync } from "node:fs";
import PostalMime from "postal-mime";
import type { Sql } from "../../../db/open.ts";
import type { StoredEnvelope } from "../../../src/outbox/store.ts";

/** A mail as the bot wrote it: its words, and the bytes that go over the wire. */
export interface RenderedMail {
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly messageId: string;
  readonly references: string;
  readonly raw: string;
}

/** Writes down what the bot sent, for others to send the same. */
export async function keepRendered(sql: Sql, file: string): Promise<void> {
  const rows = sql.prepare<[], Kept>("select wireId, recipient, content from envelopes order by rowid").all();
  writeFileSync(file, JSON.stringify(await Promise.all(rows.map(asRendered))));
}

interface Kept {
  readonly wireId: string;
  readonly recipient: string;
  readonly content: string;
}

async function asRendered({ wireId, recipient, content: stored }: Kept): Promise<RenderedMail> {
  const { content, bytes } = JSON.parse(stored) as StoredEnvelope;
  const { html = "", references = "" } = await PostalMime.parse(bytes ?? "");
  const { subject, text } = content;
  const from = "siaga@contoh.example";
  return { from, to: recipient, subject, text, html, messageId: wireId, references, raw: bytes ?? "" };
}
