import { UserError } from "../../user-error.ts";

/** "2026". Throws UserError. */
export function parseYear(text: string): number {
  if (!/^(19|20|21)\d\d$/u.test(text))
    throw new UserError(`Tahun "${text}" tidak dikenal. Tulis empat angka, misalnya 2026.`);
  return Number(text);
}
