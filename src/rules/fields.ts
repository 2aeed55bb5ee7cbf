import { z } from "zod";
import { UserError } from "../user-error.ts";

// YAML gives 100 and true where JSON and the command line give "100" and "true": every single value is read as text.

/** A text that is not empty, on one line, without spaces at its ends. */
export const text = z.preprocess(textOf, z.string().min(1).max(200));

/** `text` read by one of the rooms' own readers, whose sentence becomes the fault. */
export function readBy<T>(read: (text: string) => T) {
  return text.transform((value, context): T => {
    try {
      return read(value);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      context.addIssue({ code: "custom", message: error.message });
      return z.NEVER;
    }
  });
}

export const flag = z.preprocess(textOf, z.enum(["true", "false"])).transform((value) => value === "true");

/** A whole number in digits. */
export function wholeNumber(least: number, most: number) {
  return readBy((value) => {
    const number = /^\d{1,9}$/u.test(value) ? Number(value) : Number.NaN;
    if (number >= least && number <= most) return number;
    throw new UserError(`harus bilangan bulat dari ${least} sampai ${most}`);
  });
}

/** One value or a list of them, always as a list without doubles. */
export function oneOrMore<T extends z.ZodType<string>>(value: T) {
  return z
    .preprocess(
      (given) => (given === undefined || Array.isArray(given) ? given : [given]),
      z.array(value).min(1),
    )
    .transform((values) => [...new Set(values)]);
}

function textOf(value: unknown): unknown {
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return typeof value === "string" ? tidyLine(value) : value;
}

/** One line without control and direction characters, without spaces at its ends. */
export function tidyLine(text: string): string {
  return text.replaceAll(/[\p{C}\s]+/gu, " ").trim();
}
