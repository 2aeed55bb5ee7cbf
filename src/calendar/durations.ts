import type { Duration } from "./contract.ts";
import { quoted } from "./quoted.ts";
import { UserError } from "../user-error.ts";

const MAX_DAYS = 3650;
const DAY = 86_400;

type UnitName = "menit" | "jam" | "hari" | "jam kerja" | "hari kerja";

const units: Record<UnitName, { kind: Duration["kind"]; seconds: number; isDivisible: boolean }> = {
  menit: { kind: "plain", seconds: 60, isDivisible: false },
  jam: { kind: "plain", seconds: 3600, isDivisible: true },
  hari: { kind: "plain", seconds: DAY, isDivisible: false },
  "jam kerja": { kind: "officeTime", seconds: 3600, isDivisible: true },
  "hari kerja": { kind: "workingDays", seconds: DAY, isDivisible: false },
};
const shortForms: Record<string, UnitName> = { jk: "jam kerja", hk: "hari kerja" };

// Two decimals of an hour are always whole seconds.
const pattern =
  /^(?<whole>\d{1,9})(?:[.,](?<decimals>\d{1,2}))? ?(?<unit>menit|(?:jam|hari)(?: kerja)?|jk|hk)$/u;

/** Reads "3 hari kerja", "1,5 jam", "4jk"…; `text` of the answer is the canonical form. Throws UserError. */
export function parseDuration(text: string): Duration {
  const {
    whole = "",
    decimals = "",
    unit = "",
  } = pattern.exec(text.trim().toLowerCase().replace(/\s+/gu, " "))?.groups ?? {};
  const name = shortForms[unit] ?? (unit as UnitName);
  const hundredths = Number(whole) * 100 + Number(decimals.padEnd(2, "0"));
  if (unit === "" || (!units[name].isDivisible && hundredths % 100 !== 0)) throw refusal(text);
  const { kind, seconds } = units[name];
  const total = (hundredths * seconds) / 100;
  if (total > MAX_DAYS * DAY)
    throw new UserError(`Lama waktu ${quoted(text)} terlalu panjang. Paling lama ${MAX_DAYS} hari.`);
  const canonical = `${String(hundredths / 100).replace(".", ",")} ${name}`;
  return kind === "workingDays"
    ? { kind, days: hundredths / 100, text: canonical }
    : { kind, seconds: total, text: canonical };
}

function refusal(text: string): UserError {
  return new UserError(
    `Lama waktu ${quoted(text)} tidak dikenal. Tulis misalnya: 30 menit, 2 jam, 1,5 jam, 1 hari, 4 jam kerja (4jk), 3 hari kerja (3hk); menit dan hari harus bulat.`,
  );
}
