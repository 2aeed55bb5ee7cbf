import { formatEntry, type Written } from "./format.ts";
import { keyOf, pairEntries } from "./pair.ts";
import { type Config, type EntryOf, type Section, sections } from "./shape.ts";

/** One entry that is added, removed or said otherwise; before and after as the file writes them. */
export interface Change {
  readonly section: Section;
  readonly change: "added" | "removed" | "changed";
  /** See keyOf; of the entry as it was. */
  readonly key: string;
  readonly before: Written | null;
  readonly after: Written | null;
}

/** Everything that differs, section by section. */
export function findChanges(before: Config, after: Config): Change[] {
  return sections.flatMap((section) => changesOf(section, before[section], after[section]));
}

function changesOf<S extends Section>(
  section: S,
  before: readonly EntryOf<S>[],
  after: readonly EntryOf<S>[],
): Change[] {
  return pairEntries(section, before, after).flatMap(({ before, after }) => {
    const was = before === null ? null : formatEntry(section, before);
    const is = after === null ? null : formatEntry(section, after);
    if (JSON.stringify(was) === JSON.stringify(is)) return [];
    const change = was === null ? "added" : is === null ? "removed" : "changed";
    const entry = before ?? after;
    return entry === null ? [] : [{ section, change, key: keyOf(section, entry), before: was, after: is }];
  });
}

/** One field that says something else; undefined is not written. */
export interface FieldChange {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** The innermost fields in which two written entries differ, such as `steps[1].after`. */
export function findFieldChanges(before: Written, after: Written): FieldChange[] {
  const was = new Map(leaves(before, ""));
  const is = new Map(leaves(after, ""));
  return [...new Set([...was.keys(), ...is.keys()])]
    .map((field) => ({ field, before: was.get(field), after: is.get(field) }))
    .filter((change) => change.before !== change.after);
}

function leaves(value: unknown, path: string): [string, unknown][] {
  if (Array.isArray(value) && value.some((item) => typeof item === "object"))
    return value.flatMap((item, index) => leaves(item, `${path}[${index}]`));
  if (Array.isArray(value)) return [[path, value.join(", ")]];
  if (typeof value === "object" && value !== null)
    return Object.entries(value).flatMap(([key, inner]) =>
      leaves(inner, path === "" ? key : `${path}.${key}`),
    );
  return [[path, value]];
}
