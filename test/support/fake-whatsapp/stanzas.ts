import type { BinaryNode } from "@whiskeysockets/baileys";

export type Attrs = Record<string, string>;

/** One element of WhatsApp's binary XML. */
export function node(tag: string, attrs: Attrs = {}, content?: BinaryNode["content"]): BinaryNode {
  return content === undefined ? { tag, attrs } : { tag, attrs, content };
}

export function children(parent: BinaryNode | undefined): BinaryNode[] {
  return Array.isArray(parent?.content) ? parent.content : [];
}

export function child(parent: BinaryNode | undefined, tag: string): BinaryNode | undefined {
  return children(parent).find((each) => each.tag === tag);
}

/** The bytes inside an element; throws where the client sent none. */
export function bytesOf(parent: BinaryNode | undefined, tag: string): Buffer {
  const content = child(parent, tag)?.content;
  if (!(content instanceof Uint8Array)) throw new Error(`<${parent?.tag}> carries no bytes in <${tag}>`);
  return Buffer.from(content);
}

export function uintOf(parent: BinaryNode | undefined, tag: string): number {
  const bytes = bytesOf(parent, tag);
  return bytes.readUIntBE(0, bytes.length);
}

export function serverTime(): string {
  return String(Math.floor(Date.now() / 1000));
}
