import { randomBytes } from "node:crypto";
import type { Baileys, Quoted } from "./types.ts";

interface Text {
  readonly text: string;
  readonly quoted: Quoted | null;
  /** Our own address, as the author of what is quoted. */
  readonly ownJid: string | null;
}

/** A text message in WhatsApp's own encoding, base64. The secret is what official clients add to every text. */
export function encodeText({ proto }: Baileys, { text, quoted, ownJid }: Text): string {
  const quote = quoted && ownJid ? { contextInfo: quoteOf(quoted, ownJid) } : {};
  const message = proto.Message.create({
    extendedTextMessage: { text, ...quote },
    messageContextInfo: { messageSecret: randomBytes(32) },
  });
  return Buffer.from(proto.Message.encode(message).finish()).toString("base64");
}

function quoteOf({ id, text }: Quoted, participant: string) {
  return { stanzaId: id, participant, quotedMessage: { conversation: text } };
}
