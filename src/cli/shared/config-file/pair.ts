import { formatEntry } from "./format.ts";
import type { EntryOf, Section } from "./shape.ts";

/** What was and what shall be of one entry: null is not there. */
export interface Pair<T> {
  readonly before: T | null;
  readonly after: T | null;
}

type Entries<S extends Section> = readonly EntryOf<S>[];

/**
 * Which entry of the book becomes which: the one of the same row, else an equal one, else one of the same name in the
 * same order. So a person who held a post twice keeps both rows. New order first, then what is gone.
 */
export function pairEntries<S extends Section>(
  section: S,
  before: Entries<S>,
  after: Entries<S>,
): Pair<EntryOf<S>>[] {
  const left = new Set(before);
  const partners = new Map<EntryOf<S>, EntryOf<S>>();
  for (const same of [isSameRow, isEqual, isSameName])
    for (const entry of after) {
      if (partners.has(entry)) continue;
      const partner = left.values().find((other) => same(section, other, entry));
      if (partner === undefined) continue;
      partners.set(entry, partner);
      left.delete(partner);
    }
  return [
    ...after.map((entry) => ({ before: partners.get(entry) ?? null, after: entry })),
    ...left.values().map((entry) => ({ before: entry, after: null })),
  ];
}

/** What an entry is known by: units by code, holders by unit, post and name, rules by name, calendars by code. */
export function keyOf<S extends Section>(section: S, entry: EntryOf<S>): string {
  const { code, unit, post, name } = entry as Partial<Record<"code" | "unit" | "post" | "name", string>>;
  switch (section) {
    case "calendars":
    case "units":
      return code ?? "";
    case "posts":
      return `${unit}/${post}`;
    case "holders":
      return `${unit}/${post}/${name}`;
    default:
      return name ?? "";
  }
}

function isSameRow<S extends Section>(_: S, one: EntryOf<S>, other: EntryOf<S>): boolean {
  return "id" in one && "id" in other && one.id !== undefined && one.id === other.id;
}

function isEqual<S extends Section>(section: S, one: EntryOf<S>, other: EntryOf<S>): boolean {
  return (
    isSameName(section, one, other) &&
    JSON.stringify(formatEntry(section, one)) === JSON.stringify(formatEntry(section, other))
  );
}

function isSameName<S extends Section>(section: S, one: EntryOf<S>, other: EntryOf<S>): boolean {
  return keyOf(section, one) === keyOf(section, other);
}
