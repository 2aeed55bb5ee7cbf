import type { WhatsAppStatus } from "../../connections/whatsapp/types.ts";
import { UserError } from "../../user-error.ts";
import { waitUntil } from "./session.ts";

/** How long, in milliseconds, until WhatsApp has a code to show, and then until a phone has taken one. */
const linkPatience = { answerMs: 30_000, phoneMs: 10 * 60_000 };

interface Pairing {
  readonly status: () => WhatsAppStatus;
  /** Why codes can no longer be shown; null: they can. */
  readonly failure: () => Error | null;
}

/** Ends once a phone has taken the code. Throws UserError where WhatsApp cannot be reached, refuses, or no phone comes. */
export async function awaitPhone({ status, failure }: Pairing, patience = linkPatience): Promise<void> {
  const isSettled = () => failure() !== null || ["open", "logged_out"].includes(status().state);
  const hasAnswered = () => isSettled() || status().state === "pairing";
  // a server without internet would be tried for ever, with nothing to see
  if (await waitUntil(hasAnswered, patience.answerMs)) await waitUntil(isSettled, patience.phoneMs);
  const failed = failure();
  if (failed) throw failed;
  if (status().state !== "open") throw new UserError(whyNot(status()));
}

function whyNot({ state, code }: WhatsAppStatus): string {
  if (state === "pairing")
    return "Belum ada ponsel yang memindai kode dalam sepuluh menit. Ulangi bila ponsel sudah siap.";
  if (state === "logged_out")
    return `WhatsApp menolak penautan ini (kode ${code}). Periksa apakah nomor itu masih aktif di WhatsApp, lalu ulangi.`;
  return `WhatsApp tidak dapat dihubungi${code ? ` (kode ${code})` : ""}. Periksa internet dan tembok api (firewall) server ini, lalu ulangi.`;
}
