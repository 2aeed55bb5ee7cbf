import type { BinaryNode, proto } from "@whiskeysockets/baileys";
import { lidIn, numberIn } from "./addresses.ts";
import type { Baileys, Inbound } from "./types.ts";

/** Who sent a stanza, when and under which id; what its sealed part does not say. */
export interface Envelope {
  readonly id: string;
  readonly at: number;
  readonly number: string | null;
  readonly lid: string | null;
}

/** The envelope of a message from one person to us; null for groups, broadcasts, channels and our own devices. */
export function readEnvelope({ attrs }: BinaryNode, own: readonly (string | null)[]): Envelope | null {
  const { id, from, t, recipient } = attrs;
  const number = numberIn(from) ?? numberIn(attrs["sender_pn"]);
  const lid = lidIn(from) ?? lidIn(attrs["sender_lid"]);
  const isPerson = numberIn(from) !== null || lidIn(from) !== null;
  if (!id || !isPerson || recipient || [number, lid].some((each) => each && own.includes(each))) return null;
  return { id, at: Number(t ?? 0), number, lid };
}

/** What a person says: words, or something that stands for words. Reactions, edits and housekeeping say nothing. */
const spoken: ReadonlySet<string> = new Set([
  "conversation",
  "extendedTextMessage",
  "buttonsResponseMessage",
  "templateButtonReplyMessage",
  "listResponseMessage",
  "imageMessage",
  "videoMessage",
  "audioMessage",
  "documentMessage",
  "stickerMessage",
  "contactMessage",
  "locationMessage",
]);

/** Envelope and opened contents as one message; null if it says nothing. */
export function readInbound(baileys: Baileys, envelope: Envelope, message: proto.IMessage): Inbound | null {
  const content = message.deviceSentMessage ? undefined : baileys.normalizeMessageContent(message);
  const type = baileys.getContentType(content);
  if (!content || !type || !spoken.has(type)) return null;
  const { id, at, number, lid } = envelope;
  return {
    key: `${number ?? lid}/${id}`,
    senderNumber: number,
    senderLid: lid,
    at,
    text: textIn(content),
    quotedId: quotedIn(content[type]),
  };
}

function textIn(content: proto.IMessage): string {
  return (
    content.conversation ??
    content.extendedTextMessage?.text ??
    content.buttonsResponseMessage?.selectedDisplayText ??
    content.templateButtonReplyMessage?.selectedDisplayText ??
    content.listResponseMessage?.title ??
    content.imageMessage?.caption ??
    content.videoMessage?.caption ??
    content.documentMessage?.caption ??
    ""
  );
}

function quotedIn(part: unknown): string | null {
  const { contextInfo } = (part ?? {}) as { contextInfo?: proto.IContextInfo | null };
  return contextInfo?.stanzaId ?? null;
}
