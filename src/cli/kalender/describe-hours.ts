import type { OfficeHours } from "../../calendar/contract.ts";
import { formatHours } from "../../calendar/hours.ts";
import { dayNames, shortName } from "../../calendar/names.ts";

/** "Sen–Kam 07.30-12.00 13.00-16.00; Jum 07.30-11.30 13.00-16.30" */
export function describeHours(hours: OfficeHours): string {
  const written = new Map(Object.entries(formatHours(hours)));
  const groups: { first: string; last: string; text: string }[] = [];
  for (const name of dayNames) {
    const text = written.get(name.toLowerCase()) ?? "";
    const previous = groups.at(-1);
    if (previous?.text === text) previous.last = name;
    else groups.push({ first: name, last: name, text });
  }
  return groups
    .filter(({ text }) => text !== "")
    .map(({ first, last, text }) => `${describeDayRange(first, last)} ${text}`)
    .join("; ");
}

function describeDayRange(first: string, last: string): string {
  return first === last ? shortName(first) : `${shortName(first)}–${shortName(last)}`;
}
