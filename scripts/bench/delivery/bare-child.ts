import { readFileSync } from "node:fs";
import { createTransport, type SendMailOptions } from "nodemailer";
import { maxConnections } from "../../../src/connections/smtp/smtp.ts";
import { time } from "../measure.ts";
import { peakMemory } from "../memory/peak-memory.ts";
import type { RenderedMail } from "./rendered.ts";

// nodemailer's own pool and nothing else: no book, no words to write. What came of each mail is forgotten.
const [file = "", form = "", url = ""] = process.argv.slice(2);

const mails = JSON.parse(readFileSync(file, "utf8")) as RenderedMail[];
const { hostname, port } = new URL(url);
const pool = createTransport({
  pool: true,
  host: hostname,
  port: Number(port),
  ignoreTLS: true,
  maxConnections,
});
const queue = mails.map<SendMailOptions>(form === "raw" ? asBytes : asWords).values();

function asBytes({ from, to, raw }: RenderedMail) {
  return { envelope: { from, to }, raw };
}

function asWords({ from, to, subject, text, html, messageId, references }: RenderedMail) {
  return { from, to, subject, text, html, messageId, references, inReplyTo: references };
}

async function work(): Promise<void> {
  for (const mail of queue) await pool.sendMail(mail);
}

const sample = await time(() => Promise.all(Array.from({ length: maxConnections }, work)));
pool.close();
process.stdout.write(JSON.stringify({ ...sample, peak: peakMemory() }));
