import { createPrivateKey } from "node:crypto";
import { text } from "node:stream/consumers";
import { UserError } from "../../user-error.ts";
import { readSettingFile } from "./read-setting-file.ts";
import { domainOf, type Mailbox } from "./mailbox.ts";
import { loadDkimSigner } from "./nodemailer.ts";

export interface DkimSettings {
  /** Absent or null: that of the sender's address. */
  readonly domain?: string | null;
  readonly selector: string;
  /** PEM file of the RSA key whose public half stands in DNS. */
  readonly keyFile: string;
}

export interface DkimKey {
  readonly domainName: string;
  readonly keySelector: string;
  readonly privateKey: string;
}

const label = /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/iu;

/**
 * The key that signs our mails (RFC 6376). The same bytes and key give the same signature, so a mail that goes out twice is
 * the same mail. Throws UserError: a key that does not sign would let every mail out unsigned without a word.
 */
export function readDkimKey({ domain, selector, keyFile }: DkimSettings, sender: Mailbox): DkimKey {
  const domainName = (domain ?? domainOf(sender)).toLowerCase();
  const senderDomain = domainOf(sender);
  if (!label.test(selector) || !label.test(domainName))
    throw new UserError(
      `SIAGA_DKIM_SELEKTOR atau SIAGA_DKIM_DOMAIN bukan nama DNS: ${JSON.stringify(selector)}, ${JSON.stringify(domainName)}. Contoh: "siaga" dan "contoh.go.id".`,
    );
  if (senderDomain !== domainName && !senderDomain.endsWith(`.${domainName}`))
    throw new UserError(
      `SIAGA_DKIM_DOMAIN ${domainName} bukan domain SIAGA_EMAIL_DARI (${senderDomain}), jadi tanda tangannya tidak dihitung. Samakan keduanya.`,
    );
  return { domainName, keySelector: selector, privateKey: readKey(keyFile) };
}

/** The mail with its signature above it. */
export function signMail(raw: string, key: DkimKey): Promise<string> {
  const Dkim = loadDkimSigner();
  return text(new Dkim({ ...key }).sign(raw));
}

function readKey(file: string): string {
  const pem = readSettingFile("SIAGA_DKIM_KUNCI", file);
  if (!isRsaKey(pem))
    throw new UserError(
      `Berkas SIAGA_DKIM_KUNCI ${file} tidak memuat kunci RSA pribadi dalam PEM. Buat dengan: openssl genrsa -out dkim.pem 2048`,
    );
  return pem;
}

function isRsaKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyType === "rsa";
  } catch {
    return false;
  }
}
