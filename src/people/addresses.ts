import { parsePhoneNumberFromString } from "libphonenumber-js/min";
import { UserError } from "../user-error.ts";

/**
 * A WhatsApp number as people write it → E.164 with +; without a country code it is Indonesian. Throws UserError, which
 * does not repeat the number. Indonesian mobile numbers begin with 8, and only they carry WhatsApp here; of other
 * countries every valid number passes.
 */
export function normalizePhone(text: string): string {
  const written = text.trim();
  const number = parsePhoneNumberFromString(/^62\d/u.test(written) ? `+${written}` : written, {
    defaultCountry: "ID",
    extract: false,
  });
  if (number === undefined || !number.isValid() || number.ext !== undefined)
    throw new UserError(
      "Nomor WhatsApp tidak dapat dibaca. Tulis satu nomor ponsel, misalnya 0812-3456-7890 atau +6281234567890.",
    );
  if (number.countryCallingCode === "62" && !/^8[1-9]/u.test(number.nationalNumber))
    throw new UserError(
      "Nomor WhatsApp harus nomor ponsel, bukan telepon kantor. Tulis misalnya 0812-3456-7890 atau +6281234567890.",
    );
  return number.number;
}

const mailbox = /^[^\s@<>()[\]\\,;:"]+@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/u;

/** An email address as people write it → lower case. Throws UserError, which does not repeat the address. */
export function normalizeEmail(text: string): string {
  const written = text.trim().toLowerCase();
  if (written.length <= 254 && !written.includes("..") && mailbox.test(written)) return written;
  throw new UserError(
    "Alamat email tidak dapat dibaca. Tulis satu alamat, misalnya admin.dinkes@contoh.go.id.",
  );
}
