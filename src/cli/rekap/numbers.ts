import { decimal } from "../shared/print.ts";

/** "2,6"; "–" where there is nothing to count. */
export function decimalOrNone(value: number | null, digits = 1): string {
  return value === null ? "–" : decimal(value, digits);
}
