import { allZones, zoneCalendarCode } from "../../../calendar/zones.ts";
import type { Fault } from "../../../rules/issues.ts";
import { keyOf } from "./pair.ts";
import {
  type Config,
  type HolderEntry,
  type PostEntry,
  type Section,
  sectionNames,
  type UnitEntry,
} from "./shape.ts";

/** What in a configuration contradicts itself, each with the place of the entry. Nothing is repaired. */
export function checkConfig(config: Config): Fault[] {
  return [
    ...findDoubles(config, "calendars"),
    ...findDoubles(config, "units"),
    ...findDoubles(config, "posts"),
    ...findDoubles(config, "rules"),
    ...config.calendars.flatMap(checkCalendar),
    ...config.units.flatMap((unit, index) => checkUnit(config, unit, index)),
    ...config.posts.flatMap((post, index) => checkPost(config, post, index)),
    ...config.holders.flatMap((holder, index) => checkHolder(config, holder, index)),
  ];
}

function findDoubles(config: Config, section: Section): Fault[] {
  const keys = config[section].map((entry) => keyOf(section, entry).toLowerCase());
  return keys.flatMap((key, index) =>
    keys.indexOf(key) === index
      ? []
      : [{ path: [section, index], message: `${sectionNames[section]} ${key} tertulis dua kali` }],
  );
}

function checkCalendar({ code, zone, holidays }: Config["calendars"][number], index: number): Fault[] {
  const reserved = allZones.find((zone) => zoneCalendarCode(zone) === code);
  const dates = holidays.map(({ date }) => date);
  return [
    ...(reserved !== undefined && reserved !== zone
      ? [
          fault(
            ["calendars", index, "zone"],
            `Kalender ${code} adalah milik zona ${reserved}; pakai kode lain`,
          ),
        ]
      : []),
    ...dates.flatMap((date, at) =>
      dates.indexOf(date) === at
        ? []
        : [fault(["calendars", index, "holidays", at, "date"], `Tanggal ${date} tertulis dua kali`)],
    ),
  ];
}

function checkUnit(config: Config, unit: UnitEntry, index: number): Fault[] {
  const { code, externalId, parent, calendar, zone } = unit;
  const faults: Fault[] = [];
  const add = (field: string, message: string): void =>
    void faults.push(fault(["units", index, field], message));
  const root = config.units.find((other) => other.parent === null);
  if (parent === null && root !== unit && root?.code !== code)
    add(
      "parent",
      `OPD ${code} dan ${root?.code} sama-sama tanpa induk; hanya Pemda sendiri yang tanpa induk`,
    );
  if (parent !== null && !hasUnit(config, parent))
    add("parent", `Induk ${parent} dari OPD ${code} tidak ada`);
  if (isOwnAncestor(config, unit)) add("parent", `OPD ${code} menjadi induk dirinya sendiri`);
  const twin = config.units.find((other) => other.externalId === externalId && other.code !== code);
  if (externalId !== null && twin !== undefined && config.units.indexOf(twin) < index)
    add("externalId", `ID LAPOR! ${externalId} dari OPD ${code} sudah dipakai OPD ${twin.code}`);
  const chosen = config.calendars.find((other) => other.code === calendar);
  if (calendar !== null && chosen === undefined && !isZoneCalendar(calendar))
    add("calendar", `Kalender ${calendar} dari OPD ${code} tidak ada`);
  if (chosen !== undefined && zone !== null && chosen.zone !== zone)
    add("zone", `Zona OPD ${code} berbeda dengan zona kalender ${calendar}; hapus salah satu`);
  return faults;
}

function isOwnAncestor({ units }: Config, unit: UnitEntry): boolean {
  const seen = new Set<string>();
  for (let code = unit.parent; code !== null && !seen.has(code);) {
    if (code === unit.code) return true;
    seen.add(code);
    code = units.find((other) => other.code === code)?.parent ?? null;
  }
  return false;
}

function checkHolder(config: Config, holder: HolderEntry, index: number): Fault[] {
  const { unit, post, name } = holder;
  if (!hasUnit(config, unit))
    return [
      fault(["holders", index, "unit"], `OPD ${unit} tidak ada, padahal ${name} memangku ${post} di sana`),
    ];
  if (!config.posts.some((entry) => entry.unit === unit && entry.post === post))
    return [
      fault(
        ["holders", index, "post"],
        `Jabatan ${post} di OPD ${unit} belum ada, padahal ${name} memangkunya`,
      ),
    ];
  const twice = config.holders
    .slice(0, index)
    .some((other) => isSamePerson(other, holder) && overlaps(other, holder));
  return twice
    ? [fault(["holders", index], `${name} sudah memangku ${post} di OPD ${unit} pada tanggal yang sama`)]
    : [];
}

function isSamePerson(one: HolderEntry, other: HolderEntry): boolean {
  return keyOf("holders", one) === keyOf("holders", other);
}

function overlaps(one: HolderEntry, other: HolderEntry): boolean {
  return startsBeforeEnd(one, other) && startsBeforeEnd(other, one);
}

function startsBeforeEnd({ from }: HolderEntry, { to }: HolderEntry): boolean {
  return from === null || to === null || from <= to;
}

function checkPost(config: Config, { unit, post }: PostEntry, index: number): Fault[] {
  if (hasUnit(config, unit)) return [];
  return [fault(["posts", index, "unit"], `OPD ${unit} tidak ada, padahal punya jabatan ${post}`)];
}

function hasUnit({ units }: Config, code: string): boolean {
  return units.some((unit) => unit.code === code);
}

function isZoneCalendar(code: string): boolean {
  return allZones.some((zone) => zoneCalendarCode(zone) === code);
}

function fault(path: Fault["path"], message: string): Fault {
  return { path, message };
}
