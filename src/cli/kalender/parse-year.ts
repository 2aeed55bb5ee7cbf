import { checkYear } from "../../calendar/format.ts";
import { quoted } from "../../calendar/quoted.ts";
import { UserError } from "../../user-error.ts";

/** "2026". Throws UserError. */
export function parseYear(text: string): number {
  if (!/^\d{4}$/u.test(text))
    throw new UserError(`Tahun ${quoted(text)} tidak dikenal. Tulis empat angka, misalnya 2026.`);
  return checkYear(Number(text));
}
