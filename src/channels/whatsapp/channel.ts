import { createHash } from "node:crypto";
import { jidOf } from "../../connections/whatsapp/addresses.ts";
import type { SendResult, WhatsApp, WhatsAppState } from "../../connections/whatsapp/types.ts";
import type { Channel, Content, Envelope, Outcome } from "../../outbox/contract.ts";

export interface WhatsAppChannelParts {
  readonly wa: Pick<WhatsApp, "status" | "send" | "exists" | "encodeText">;
  /** The first message of a thread that this recipient accepted: what later ones quote. */
  readonly findFirstInThread: (
    recipient: string,
    thread: string,
  ) => { readonly wireId: string; readonly text: string } | null;
  /** Is this number on WhatsApp, as far as remembered; null: not known, or too long ago. */
  readonly knownNumber: (number: string) => boolean | null;
  readonly rememberNumber: (number: string, exists: boolean) => void;
}

/** The door to WhatsApp. Recipients are E.164 with +. One message at a time: WhatsApp's keys go in order. */
export function createWhatsAppChannel(parts: WhatsAppChannelParts): Channel {
  const { wa } = parts;
  return {
    name: "wa",
    concurrency: 1,
    wireId,
    prepare: (_wireId, recipient, content) => prepare(parts, recipient, content),
    send: async (envelope) => {
      const { state } = wa.status();
      if (state !== "open") return { kind: "unavailable", reason: whyUnavailable[state] };
      return (await refusalOfNumber(parts, envelope.recipient)) ?? sendOpen(parts, envelope);
    },
  };
}

/** WhatsApp's shape of an id, 22 characters; the same key gives the same id, so that the other side knows a repeat. */
function wireId(key: string): string {
  const digest = createHash("sha256").update(key).digest("hex").toUpperCase();
  return `3EB0${digest.slice(0, 18)}`;
}

function prepare(
  { wa, findFirstInThread }: WhatsAppChannelParts,
  recipient: string,
  content: Content,
): string {
  const first = content.thread === null ? null : findFirstInThread(recipient, content.thread);
  return wa.encodeText(content.text, first && { id: first.wireId, text: first.text });
}

/** To a number that is not on WhatsApp a message would be taken without complaint and reach nobody. */
async function refusalOfNumber(parts: WhatsAppChannelParts, number: string): Promise<Outcome | null> {
  const { wa, knownNumber, rememberNumber } = parts;
  let isThere = knownNumber(number);
  if (isThere === null) {
    const found = (await wa.exists([number]))?.get(number);
    if (found === undefined)
      return { kind: "unavailable", reason: "WhatsApp tidak menjawab pemeriksaan nomor" };
    rememberNumber(number, found);
    isThere = found;
  }
  return isThere ? null : { kind: "permanent", reason: "Nomor ini tidak terdaftar di WhatsApp" };
}

async function sendOpen(parts: WhatsAppChannelParts, envelope: Envelope): Promise<Outcome> {
  const { recipient, content, wireId } = envelope;
  const bytes = envelope.bytes ?? prepare(parts, recipient, content);
  return outcomeOf(await parts.wa.send({ jid: jidOf(recipient), bytes, id: wireId }));
}

function outcomeOf(result: SendResult): Outcome {
  if (result.kind === "ack") return { kind: "accepted" };
  if (result.kind === "refused")
    return { kind: "permanent", reason: whyRefused(result.code), isOurs: result.code === restricted };
  if (result.kind === "failed")
    return { kind: "temporary", reason: `Pesan belum dapat disiapkan untuk WhatsApp (${result.reason})` };
  return { kind: "temporary", reason: whyUncertain[result.kind], isUncertain: true };
}

const whyUncertain = {
  timeout: "WhatsApp belum menyatakan menerima pesan ini",
  closed: "Sambungan WhatsApp terputus sebelum pesan ini dinyatakan diterima",
};

/** The bot's own account may not open new chats for a while. */
const restricted = 463;

/** Codes of WhatsApp's refusals: 463 a restricted account, 479 a malformed or outdated address. */
function whyRefused(code: number): string {
  if (code === restricted)
    return "WhatsApp membatasi nomor bot untuk memulai percakapan baru (kode 463). Mintalah penerima menulis lebih dahulu kepada bot";
  if (code === 479) return "WhatsApp menolak alamat penerima ini (kode 479)";
  return `WhatsApp menolak pesan ini (kode ${code})`;
}

const whyUnavailable: Record<Exclude<WhatsAppState, "open">, string> = {
  closed: "WhatsApp sedang terputus",
  connecting: "WhatsApp sedang disambungkan",
  pairing: "WhatsApp menunggu ditautkan",
  logged_out: "WhatsApp belum ditautkan. Jalankan: siaga wa tautkan",
  replaced: "Sesi WhatsApp diambil alih program lain. Pastikan hanya satu bot yang berjalan",
};
