import { UserError } from "../../user-error.ts";

export interface Mailbox {
  /** Shown by mail programs; "" for none. */
  readonly name: string;
  readonly address: string;
}

const address = /^[\w.!#$%&'*+/=?^`{|}~-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)*$/iu;

/** One plain ASCII address, without a name, brackets or a second address (RFC 5321 dot-string, no quoted local part). */
export function isMailAddress(text: string): boolean {
  return text.length <= 254 && address.test(text);
}

/**
 * Reads a sender such as `siaga@pemda.go.id` or `Siaga Pemkab Contoh <siaga@pemda.go.id>`.
 * Throws UserError when it is not one address.
 */
export function parseMailbox(text: string): Mailbox {
  const named = /^(?<name>[^<>\r\n]*)<(?<address>[^<>]*)>$/u.exec(text.trim())?.groups;
  const mailbox = {
    name: (named?.["name"] ?? "").trim().replace(/^"(.*)"$/u, "$1"),
    address: (named?.["address"] ?? text).trim(),
  };
  if (isMailAddress(mailbox.address)) return mailbox;
  throw new UserError(
    `SIAGA_EMAIL_DARI bukan alamat email: ${JSON.stringify(text)}. Contoh: Siaga Pemkab Contoh <siaga@contoh.go.id>.`,
  );
}

/** The part behind the @, lower case. */
export function domainOf(mailbox: Mailbox): string {
  return mailbox.address.slice(mailbox.address.lastIndexOf("@") + 1).toLowerCase();
}
