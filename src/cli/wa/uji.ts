import { randomUUID } from "node:crypto";
import type { Db } from "../../../db/open.ts";
import { createWhatsAppChannel } from "../../channels/whatsapp/channel.ts";
import { openThreads } from "../../desk/threads.ts";
import type { Outcome } from "../../outbox/contract.ts";
import { normalizePhone } from "../../people/addresses.ts";
import { UserError } from "../../user-error.ts";
import { currentInstant } from "../shared/book.ts";
import { printJson, printLine } from "../shared/print.ts";
import { connectLinked, type Session, waitUntil, withOwnWhatsApp } from "./session.ts";

const words =
  "Pesan uji dari Siaga, bot penyampai laporan SP4N-LAPOR! Bila Anda membacanya, pengiriman WhatsApp berjalan. Tidak perlu dibalas.";

/** One test message, and what became of it. */
export async function uji(text: string, { json = false }: { json?: boolean }): Promise<void> {
  const number = normalizePhone(text);
  await withOwnWhatsApp(async (book) => {
    requireRegistered(book.db, number);
    const session = await connectLinked(book);
    const { wireId, outcome } = await send(book.db, session, number);
    if (outcome.kind !== "accepted") throw new UserError(`Tidak terkirim: ${outcome.reason}.`);
    if (!json) printLine(`Diterima WhatsApp untuk ${number}.`);
    const hasArrived = await waitUntil(() => session.receipts.some(({ id }) => id === wireId), 10_000);
    if (json) printJson({ number, accepted: true, delivered: hasArrived });
    else
      printLine(
        hasArrived ? "Sampai di ponsel penerima." : "Belum sampai di ponsel penerima; mungkin sedang mati.",
      );
  });
}

/** Strangers who are written to report the bot; WhatsApp then locks its number. */
function requireRegistered({ sql }: Db, number: string): void {
  const isRegistered = sql
    .prepare<[string]>(
      "select 1 from addresses where channel = 'wa' and address = ? and registeredAt is not null and stoppedAt is null",
    )
    .get(number);
  if (!isRegistered)
    throw new UserError(
      `Nomor ${number} belum terdaftar atau sudah meminta berhenti. Undang dahulu dengan siaga kontak undang, lalu tunggu DAFTAR dari nomor itu.`,
    );
}

async function send(
  db: Db,
  { wa }: Session,
  recipient: string,
): Promise<{ wireId: string; outcome: Outcome }> {
  const channel = createWhatsAppChannel({ wa, ...openThreads(db.sql, currentInstant) });
  const content = { subject: "", text: words, html: null, thread: null };
  const wireId = channel.wireId(`uji/${randomUUID()}`);
  const bytes = channel.prepare(wireId, recipient, content);
  const envelope = { wireId, recipient, person: "", content, bytes, attempt: 0 };
  return { wireId, outcome: await channel.send(envelope, currentInstant()) };
}
