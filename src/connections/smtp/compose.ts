import { createHash } from "node:crypto";
import type { Instant } from "../../calendar/contract.ts";
import type { Mailbox } from "./mailbox.ts";
import { loadMimeNode, loadQuotedPrintable } from "./nodemailer.ts";

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
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Writes a mail as it goes over the wire (RFC 5322, MIME), without waiting and without chance: the same mail gives the same
 * bytes. Whatever stands in a field stays in that field: line breaks become spaces.
 */
export function composeMail(mail: Mail): Buffer {
  const MimeNode = loadMimeNode();
  const plain = "text/plain; charset=utf-8";
  const root = new MimeNode(mail.html === null ? plain : "multipart/alternative", {
    boundaryPrefix: "siaga",
    baseBoundary: createHash("sha256").update(mail.messageId).digest("hex").slice(0, 24),
  });
  root.setHeader("From", { ...mail.from });
  root.setHeader("To", mail.to);
  root.setHeader("Subject", withoutControls(mail.subject));
  root.setHeader("Message-ID", mail.messageId);
  root.setHeader("Date", new Date(mail.at * 1000));
  root.setHeader(mail.headers);
  if (mail.html === null) return Buffer.from(writePart(root, mail.text));
  const text = writePart(root.createChild(plain), mail.text);
  const html = writePart(root.createChild("text/html; charset=utf-8"), mail.html);
  const headers = root.buildHeaders();
  const edge = `--${root.boundary}`;
  return Buffer.from(`${headers}\r\n\r\n${edge}\r\n${text}${edge}\r\n${html}${edge}--\r\n`);
}

type Node = InstanceType<ReturnType<typeof loadMimeNode>>;

function writePart(node: Node, content: string): string {
  const { encode, wrap } = loadQuotedPrintable();
  node.setHeader("Content-Transfer-Encoding", "quoted-printable");
  const lines = content.trimEnd().replace(/\r\n|\r|\n/gu, "\r\n");
  return `${node.buildHeaders()}\r\n\r\n${wrap(encode(lines))}\r\n`;
}

function withoutControls(text: string): string {
  return text.replace(/\p{Cc}+/gu, " ").trim();
}
