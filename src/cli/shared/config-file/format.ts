import type { Holiday, SpecialHours } from "../../../calendar/contract.ts";
import { formatHours } from "../../../calendar/hours.ts";
import { zoneName } from "../../../calendar/zones.ts";
import { formatRule } from "../../../rules/format.ts";
import type { CalendarEntry, Config, EntryOf, HolderEntry, PostEntry, Section, UnitEntry } from "./shape.ts";

/** An entry as it is written in the file: texts only, what is not set is left out. */
export type Written = Readonly<Record<string, unknown>>;

function formatCalendar({ code, zone, hours, holidays, special }: CalendarEntry): Written {
  return {
    code,
    zone: zoneName(zone),
    hours: formatHours(hours),
    ...(holidays.length === 0 ? {} : { holidays: holidays.map(formatHoliday) }),
    ...(special.length === 0 ? {} : { special: special.map(formatSpecial) }),
  };
}

function formatUnit(unit: UnitEntry): Written {
  const { code, name, sebutan, externalId, aliases, parent, calendar, zone } = unit;
  return setOnly({
    code,
    name,
    sebutan,
    externalId,
    aliases: aliases.length === 0 ? null : [...aliases],
    parent,
    calendar,
    zone: zone === null ? null : zoneName(zone),
  });
}

function formatPost({ unit, post }: PostEntry): Written {
  return { unit, post };
}

function formatHolder({ unit, post, name, kind, wa, email, from, to }: HolderEntry): Written {
  return setOnly({ unit, post, name, kind, wa, email, from, to });
}

const formats: { readonly [S in Section]: (entry: EntryOf<S>) => Written } = {
  calendars: formatCalendar,
  units: formatUnit,
  posts: formatPost,
  holders: formatHolder,
  rules: formatRule,
};

export function formatEntry<S extends Section>(section: S, entry: EntryOf<S>): Written {
  return formats[section](entry);
}

export function formatSection(section: Section, config: Config): Written[] {
  return config[section].map((entry) => formatEntry(section, entry));
}

function formatHoliday({ date, name, kind, decree }: Holiday): Written {
  return setOnly({ date, name, kind: kind === "libur_daerah" ? null : kind, decree });
}

function formatSpecial({ from, to, name, hours, decree }: SpecialHours): Written {
  return { from, to, name, hours: formatHours(hours), decree };
}

function setOnly(fields: Record<string, unknown>): Written {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}
