import type { Db } from "../../../db/open.ts";
import type { Status } from "../../complaints/contract.ts";
import { foldWords, isEnded, statusOf } from "../../complaints/status-words.ts";
import { findSpelled, learnSpelling, readSpellings, type Spelling } from "../../desk/status-spellings.ts";
import { tidyText } from "../../sources/reading/tidy-text.ts";
import { UserError } from "../../user-error.ts";
import { statusNames } from "../laporan/status-names.ts";
import { writeAudit } from "../shared/audit.ts";
import { currentInstant, withBook, withBookOrShipped } from "../shared/book.ts";
import { openCommandDesk } from "../shared/command-desk.ts";
import { confirmOrRefuse } from "../shared/confirm.ts";
import { printJson, printJsonLines, printLine } from "../shared/print.ts";

interface Options {
  readonly artinya?: string;
  readonly ya?: boolean;
  readonly oleh?: string;
  readonly json?: boolean;
}

/** `siaga sumber istilah`: how LAPOR! spells its statuses, beside the spellings that are shipped. */
export async function istilah(text: string | undefined, options: Options): Promise<void> {
  const { artinya, json = false } = options;
  if (text === undefined && artinya === undefined)
    return withBookOrShipped((db) => list(readSpellings(db.sql), json));
  if (text === undefined || artinya === undefined)
    throw new UserError('Tulis keduanya, misalnya: siaga sumber istilah "Menunggu Dinas" --artinya proses');
  const spelling = { text: readText(text), status: readMeaning(artinya) };
  await withBook((db) => add(db, spelling, options));
}

function list(spellings: readonly Spelling[], json: boolean): void {
  if (json) return printJsonLines(spellings.map(({ text, status, count }) => ({ text, status, count })));
  if (spellings.length === 0)
    return printLine("Belum ada istilah tambahan; istilah status bawaan LAPOR! sudah dikenal.");
  for (const { text, status, count } of spellings)
    printLine(`"${text}": ${status === "unknown" ? "belum dikenal" : statusNames[status]}; ${count} laporan`);
}

type Meant = Pick<Spelling, "text" | "status">;

async function add(db: Db, meant: Meant, { ya = false, oleh, json = false }: Options): Promise<void> {
  const { text, status } = meant;
  const { length } = findSpelled(db.sql, text);
  if (length > 0 && (isEnded(status) || status === "in_progress"))
    await confirmOrRefuse(
      `${length} laporan berstatus "${text}" akan dianggap ${statusNames[status]}; batas waktu yang berhenti karenanya tidak dapat dimulai lagi. Lanjutkan?`,
      ya,
    );
  const changed = db.sql.transaction(() => save(db, meant, oleh ?? null)).immediate();
  if (json) return printJson({ text, status, changed });
  printLine(`Status "${text}" berarti ${statusNames[status]}. ${changed} laporan dibaca ulang.`);
}

function save(db: Db, meant: Meant, by: string | null): number {
  const now = currentInstant();
  const { text, status } = meant;
  const before = readSpellings(db.sql).find(({ key }) => key === foldWords(text))?.status ?? null;
  const changed = learnSpelling(openCommandDesk(db), meant, now);
  if (before !== status)
    writeAudit(db, {
      now,
      action: "sumber.istilah",
      subject: `Status ${text}`,
      before: before === null ? null : { status: before },
      after: { status },
      by,
    });
  return changed;
}

function readText(text: string): string {
  const tidy = tidyText(text);
  if (foldWords(tidy) === "" || tidy.length > 200)
    throw new UserError("Status harus berisi huruf atau angka, paling banyak 200. Salin seperti di LAPOR!");
  return tidy;
}

const meanings = (Object.keys(statusNames) as Status[]).filter((status) => status !== "unknown");

/** As operators read it, as LAPOR! writes it, or its code name. Throws UserError. */
function readMeaning(text: string): Status {
  const key = foldWords(text);
  const named = meanings.find(
    (status) => foldWords(statusNames[status]) === key || foldWords(status) === key,
  );
  const status = named ?? statusOf(text, new Map());
  if (status !== "unknown") return status;
  throw new UserError(
    `--artinya tidak dikenal. Pilih salah satu: ${meanings.map((each) => statusNames[each]).join(", ")}.`,
  );
}
