import type { Window } from "./contract.ts";
import { formatClockRange, parseClockRange } from "./clock-times.ts";
import { quoted } from "./quoted.ts";
import { UserError } from "../user-error.ts";

/** "selalu", "jam kerja" or a daily range such as "07.00-20.00". Throws UserError. */
export function parseWindow(text: string): Window {
  const words = text.trim().toLowerCase().replace(/\s+/gu, " ");
  if (words === "selalu") return { kind: "always" };
  if (words === "jam kerja") return { kind: "officeTime" };
  const range = parseClockRange(words);
  if (!range)
    throw new UserError(
      `Jendela waktu ${quoted(text)} tidak dikenal. Tulis: selalu, jam kerja, atau rentang yang tutup setelah buka, misalnya 07.00-20.00.`,
    );
  return { kind: "daily", ...range };
}

/** The form that parseWindow reads. */
export function formatWindow(window: Window): string {
  if (window.kind === "always") return "selalu";
  if (window.kind === "officeTime") return "jam kerja";
  return formatClockRange(window);
}
