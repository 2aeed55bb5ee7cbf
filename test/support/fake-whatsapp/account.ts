import type { BinaryNode } from "@whiskeysockets/baileys";
import type { Client } from "./client.ts";
import type { Bundle, Phone } from "./phone.ts";

/** The bot's own number: its phone, and the companion device that the bot becomes by pairing. */
export interface Account {
  readonly pn: string;
  readonly lid: string;
  readonly device: number;
  readonly phone: Phone;
  /** The companion device, by number and by LID. */
  readonly jid: string;
  readonly lidJid: string;
  bundle: Bundle | null;
  client: Client | null;
  isLoggedOut: boolean;
  /** What arrived while the bot was away. */
  readonly offline: BinaryNode[];
  /** How often each message id was seen from the bot. */
  readonly seen: Map<string, number>;
}

const companionDevice = 7;

export function makeAccount(phone: Phone): Account {
  const { pn, lid } = phone;
  return {
    pn,
    lid,
    device: companionDevice,
    phone,
    jid: `${pn}:${companionDevice}@s.whatsapp.net`,
    lidJid: `${lid}:${companionDevice}@lid`,
    bundle: null,
    client: null,
    isLoggedOut: false,
    offline: [],
    seen: new Map(),
  };
}
