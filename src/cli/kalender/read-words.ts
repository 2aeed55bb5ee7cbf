import { tidyLine } from "../../rules/fields.ts";
import { UserError } from "../../user-error.ts";

const longest = 200;

/** A name or a decree on one tidy line, as a configuration file reads it. Throws UserError: `missing` where nothing is left. */
export function readWords(written: unknown, missing: string): string {
  const words = typeof written === "string" ? tidyLine(written) : "";
  if (words === "") throw new UserError(missing);
  if (words.length > longest)
    throw new UserError(`"${words.slice(0, 40)}…" terlalu panjang. Tulis paling banyak ${longest} huruf.`);
  return words;
}
