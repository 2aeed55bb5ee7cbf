import type { OfficeHours } from "../../calendar/contract.ts";
import { parseHours } from "../../calendar/hours.ts";
import { dayNames } from "../../calendar/names.ts";
import { UserError } from "../../user-error.ts";

const keys = dayNames.map((name) => name.toLowerCase());

/** "senin-kamis 08.00-15.00; jumat 08.00-11.30"; a day that is not named is off. Throws UserError. */
export function parseHoursLine(line: string): OfficeHours {
  const parts = line.split(";").map((part) => part.trim());
  return parseHours(Object.fromEntries(parts.filter((part) => part !== "").flatMap(parsePart)));
}

function parsePart(part: string): [string, string][] {
  const [, days = "", hours = ""] = /^(\S+)\s+(.*)$/su.exec(part) ?? [];
  const [first = "", last = first] = days.toLowerCase().split(/[-–]/u);
  const range = keys.slice(keys.indexOf(first), keys.indexOf(last) + 1);
  if (!keys.includes(first) || range.length === 0)
    throw new UserError(
      `Jam kantor "${part}" tidak dapat dibaca. Tulis misalnya: senin-kamis 08.00-12.00 12.30-15.00; jumat 08.00-11.30 12.30-15.30.`,
    );
  return range.map((key) => [key, hours]);
}
