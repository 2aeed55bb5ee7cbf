import type { Match, Step } from "../../rules/contract.ts";
import { ruleWords } from "../../rules/field-names.ts";

/** "klasifikasi: aspirasi; OPD: dinkes, dinsos"; "semua laporan" for an empty match. */
export function describeMatch(match: Match): string {
  const parts = Object.entries(match).map(
    ([key, values]: [string, readonly string[]]) => `${ruleWords[key] ?? key}: ${values.join(", ")}`,
  );
  return parts.join("; ") || "semua laporan";
}

/** "3 hari kerja: kepala, email+wa, jam kerja, diingatkan tiap 1 hari kerja paling banyak 2 kali" */
export function describeStep({ after, post, channels, windowText, remind, deliver }: Step): string {
  const reminders =
    remind === null ? [] : [`diingatkan tiap ${remind.every.text} paling banyak ${remind.max} kali`];
  const digest = deliver === "digest" ? ["dalam ringkasan pukul 08.00"] : [];
  return `${after.text}: ${[post, channels, windowText, ...reminders, ...digest].join(", ")}`;
}
