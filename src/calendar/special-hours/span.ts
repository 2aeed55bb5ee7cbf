import { dayOfDate } from "../civil.ts";
import type { LocalDate } from "../contract.ts";

const longest = 400;

/** Hours "for a while" that would hold for longer than any decree of that kind; null: they do not. */
export function faultOfSpan({
  from,
  to,
}: {
  readonly from: LocalDate;
  readonly to: LocalDate;
}): string | null {
  const days = dayOfDate(to) - dayOfDate(from) + 1;
  if (days <= longest) return null;
  return `lebih dari ${longest} hari sesudah mulai; jam kantor yang tetap diatur pada kalendernya (siaga konfig impor)`;
}
