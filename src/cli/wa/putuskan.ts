import { confirm } from "@clack/prompts";
import { linkedNumber } from "../../connections/whatsapp/auth.ts";
import { UserError } from "../../user-error.ts";
import { writeAudit } from "../shared/audit.ts";
import { currentInstant } from "../shared/book.ts";
import { printJson, printLine } from "../shared/print.ts";
import { connectLinked, withOwnWhatsApp } from "./session.ts";

interface Options {
  readonly ya?: boolean;
  readonly oleh?: string;
  readonly json?: boolean;
}

/** Takes the bot out of WhatsApp's linked devices and throws its keys away. */
export async function putuskan({ ya = false, oleh, json = false }: Options): Promise<void> {
  await withOwnWhatsApp(async (book) => {
    const { db } = book;
    const number = linkedNumber(db.sql);
    if (!number) throw new UserError("Bot tidak tertaut dengan nomor WhatsApp mana pun.");
    if (!ya && !(await isSure(number))) return printLine("Tidak jadi. Bot tetap tertaut.");
    const { wa } = await connectLinked(book);
    await wa.logout();
    writeAudit(db, {
      now: currentInstant(),
      action: "wa.putuskan",
      subject: "wa",
      before: { number },
      after: null,
      by: oleh ?? null,
    });
    if (json) printJson({ unlinked: number });
    else
      printLine(
        `Bot tidak lagi tertaut dengan ${number}. Pesan WhatsApp menunggu sampai bot ditautkan lagi.`,
      );
  });
}

async function isSure(number: string): Promise<boolean> {
  if (!process.stdin.isTTY)
    throw new UserError("Tanpa terminal, perintah ini perlu --ya. Bot akan dikeluarkan dari WhatsApp.");
  const message = `Keluarkan bot dari WhatsApp ${number}? Pengiriman WhatsApp berhenti sampai ditautkan lagi.`;
  return (await confirm({ message, active: "Ya", inactive: "Tidak", initialValue: false })) === true;
}
