import { createHash } from "node:crypto";
import type { Instant } from "../../calendar/contract.ts";
import { isMailAddress, type Mailbox } from "./mailbox.ts";
import { loadMimeWords } from "./nodemailer.ts";
import { quotePrintable } from "./quoted-printable.ts";

export interface Mail {
  readonly from: Mailbox;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
  /** With its angle brackets. */
  readonly messageId: string;
  /** What the Date header says. */
  readonly at: Instant;
  /** Plain ASCII. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Writes a mail as it goes over the wire (RFC 5322, MIME), without waiting and without chance: the same mail gives the same
 * characters, all ASCII. Whatever stands in a field stays in that field: line breaks become spaces.
 */
export function composeMail(mail: Mail): string {
  const fields = [
    `From: ${writeMailbox(mail.from)}`,
    // what is no address is refused before it is sent; here it must only not become a field of its own
    `To: ${isMailAddress(mail.to) ? mail.to : "undisclosed-recipients:;"}`,
    `Subject: ${encodeWords(mail.subject)}`,
    `Message-ID: ${mail.messageId}`,
    `Date: ${new Date(mail.at * 1000).toUTCString().replace("GMT", "+0000")}`,
    "MIME-Version: 1.0",
    ...Object.entries(mail.headers).map(([name, value]) => `${name}: ${oneLine(value)}`),
  ];
  const head = fields.map((field) => loadMimeWords().foldLines(field, lineLength)).join("\r\n");
  const text = writePart("text/plain", mail.text);
  if (mail.html === null) return `${head}\r\n${text}`;
  const boundary = `siaga-${createHash("sha256").update(mail.messageId).digest("hex").slice(0, 24)}`;
  const html = writePart("text/html", mail.html);
  return (
    `${head}\r\nContent-Type: multipart/alternative; boundary="${boundary}"\r\n\r\n` +
    `--${boundary}\r\n${text}--${boundary}\r\n${html}--${boundary}--\r\n`
  );
}

const lineLength = 76;

function writePart(type: string, content: string): string {
  const lines = content.trimEnd().replace(/\r\n|\r|\n/gu, "\r\n");
  return `Content-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n${quotePrintable(lines)}\r\n`;
}

/** RFC 2047: what is not plain, or looks as if it were encoded already, becomes encoded words. */
function encodeWords(value: string): string {
  const line = oneLine(value);
  return /^[ -~]*$/u.test(line) && !line.includes("=?") && longestWord(line) < encodedLength
    ? line
    : loadMimeWords().encodeWord(line.toWellFormed(), "Q", encodedLength);
}

/** With the field's name before it, a word must end within the line. */
const encodedLength = 52;

function longestWord(line: string): number {
  return Math.max(...line.split(" ").map(({ length }) => length));
}

function writeMailbox({ name, address }: Mailbox): string {
  if (name === "") return address;
  const isPlain = /^[\w ]{1,50}$/u.test(name);
  return `${isPlain ? name : loadMimeWords().encodeWord(oneLine(name).toWellFormed(), "Q", encodedLength)} <${address}>`;
}

function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, " ").trim();
}
