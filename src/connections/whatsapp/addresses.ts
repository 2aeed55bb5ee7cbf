import { UserError } from "../../user-error.ts";

/** E.164 with + to WhatsApp's address of that number. */
export function jidOf(number: string): string {
  return `${number.replace(/\D/gu, "")}@s.whatsapp.net`;
}

/** A person's address, of whichever device, as E.164 with +; null if it is not a number. */
export function numberIn(jid: string | null | undefined): string | null {
  const digits = /^(\d+)(?:[:_]\d+)*@(?:s\.whatsapp\.net|hosted)$/u.exec(jid ?? "")?.[1];
  return digits ? `+${digits}` : null;
}

/** A person's hidden address without its device; null if it is not one. */
export function lidIn(jid: string | null | undefined): string | null {
  const digits = /^(\d+)(?:[:_]\d+)*@(?:lid|hosted\.lid)$/u.exec(jid ?? "")?.[1];
  return digits ? `${digits}@lid` : null;
}

const loopbackHosts = new Set(["127.0.0.1", "localhost", "[::1]"]);

export function isLoopback(url: string): boolean {
  return loopbackHosts.has(new URL(url).hostname);
}

/**
 * The WebSocket address, or an error: TLS is all that proves WhatsApp's side (the library checks no signature), so nothing
 * but WhatsApp's own hosts over wss is let through, or this machine.
 */
export function checkedUrl(url: string): string {
  const { protocol, hostname } = URL.parse(url) ?? { protocol: "", hostname: "" };
  const isWhatsApp = protocol === "wss:" && /(?:^|\.)whatsapp\.com$/u.test(hostname);
  const isHere = /^wss?:$/u.test(protocol) && loopbackHosts.has(hostname);
  if (isWhatsApp || isHere) return url;
  throw new UserError(
    `Alamat WhatsApp ${url} tidak dipakai karena keasliannya tidak terjamin. Hapus SIAGA_WA_URL, atau isi dengan wss://….whatsapp.com.`,
  );
}
