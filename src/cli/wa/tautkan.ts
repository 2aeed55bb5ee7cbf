import { linkedNumber } from "../../connections/whatsapp/auth.ts";
import { normalizePhone } from "../../people/addresses.ts";
import { UserError } from "../../user-error.ts";
import { writeAudit } from "../shared/audit.ts";
import { currentInstant } from "../shared/book.ts";
import { printJson, printLine } from "../shared/print.ts";
import { awaitPhone } from "./await-phone.ts";
import { openDisplay } from "./qr.ts";
import { type OwnBook, withOwnWhatsApp } from "./session.ts";

interface Options {
  readonly nomor?: string;
  readonly gambar?: string;
  readonly oleh?: string;
  readonly json?: boolean;
}

/** Shows codes until the phone has taken one. */
export async function tautkan({ nomor, gambar, oleh, json = false }: Options): Promise<void> {
  if (nomor !== undefined && gambar !== undefined)
    throw new UserError(
      "--nomor memakai kode delapan huruf, tanpa gambar QR. Pilih salah satu: --nomor atau --gambar.",
    );
  const number = nomor === undefined ? null : normalizePhone(nomor);
  await withOwnWhatsApp(async (book) => {
    const { db } = book;
    const before = linkedNumber(db.sql);
    if (before)
      throw new UserError(
        `Bot sudah tertaut dengan ${before}. Untuk mengganti nomor jalankan dahulu: siaga wa putuskan`,
      );
    await pair(book, { number, gambar, json });
    const linked = linkedNumber(db.sql);
    writeAudit(db, {
      now: currentInstant(),
      action: "wa.tautkan",
      subject: "wa",
      before: null,
      after: { number: linked },
      by: oleh ?? null,
    });
    if (json) printJson({ linked });
    else printLine(`Bot tertaut dengan ${linked}. Jalankan bot (npm start) untuk mulai bekerja.`);
  });
}

interface Way {
  /** null: by QR code. */
  readonly number: string | null;
  readonly gambar: string | undefined;
  readonly json: boolean;
}

async function pair({ connect }: OwnBook, { number, gambar, json }: Way): Promise<void> {
  const display = openDisplay({ gambar, json });
  try {
    const { wa } = await connect({
      ...(number && { number }),
      onQr: display.show,
      onCode: (code) => (json ? printJson({ code }) : showCode(code)),
    });
    if (!json) printLine("Menghubungi WhatsApp…");
    await awaitPhone({ status: () => wa.status(), failure: display.failure });
  } finally {
    display.close();
  }
}

function showCode(code: string): void {
  printLine(`Kode penautan: ${code.slice(0, 4)}-${code.slice(4)}`);
  printLine(
    "Di ponsel bot: WhatsApp > Perangkat tertaut > Tautkan perangkat > Tautkan dengan nomor telepon, lalu ketik kode itu.",
  );
}
