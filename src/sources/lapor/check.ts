import { readMoment } from "../reading/moment-text.ts";
import { type FieldName, fieldNames, pick } from "./field-map.ts";
import { type FieldOptions, readField } from "./read-fields.ts";
import { ShapeFault } from "./shape-fault.ts";

/** How one place of an answer compares with what is documented. Holds kinds and counts, never what stands there. */
export interface Finding {
  /** Dotted place in the answer. */
  readonly place: string;
  /** What it is read as, where the field map names it. */
  readonly field?: FieldName;
  readonly fits: "yes" | "no" | "absent";
  readonly detail: string;
}

/** Without these a record says nothing. */
const required: ReadonlySet<FieldName> = new Set(["statusRaw"]);

/** A record of the API against the field map, field by field. `place`: where it stands. */
export function checkRecord(record: unknown, place: string, options: FieldOptions): Finding[] {
  if (typeof record !== "object" || record === null || Array.isArray(record))
    return [{ place, fits: "no", detail: `harus objek, tetapi ${kindOf(record)}` }];
  return fieldNames
    .filter((name) => options.fields[name] !== "")
    .map((field) => ({
      field,
      place: `${place}.${options.fields[field]}`,
      ...checkField(record, field, options),
    }));
}

function checkField(
  record: unknown,
  field: FieldName,
  options: FieldOptions,
): Pick<Finding, "fits" | "detail"> {
  try {
    const value = readField(record, field, options);
    const kind = kindOf(pick(record, options.fields[field]));
    if (value !== undefined && value !== null) return { fits: "yes", detail: kind };
    if (required.has(field)) return { fits: "no", detail: `wajib, tetapi ${kind}` };
    return {
      fits: "absent",
      detail: value === null || kind !== "tidak ada" ? `${kind}, tidak dipakai` : kind,
    };
  } catch (error) {
    if (error instanceof ShapeFault) return { fits: "no", detail: error.message };
    throw error;
  }
}

/** The keys of a record that nobody reads: candidates for the field map. Names only. */
export function otherKeys(record: unknown, options: FieldOptions): string[] {
  if (typeof record !== "object" || record === null || Array.isArray(record)) return [];
  const read = new Set([...fieldNames.map((name) => options.fields[name].split(".")[0]), "status_logs"]);
  return Object.keys(record).filter((key) => !read.has(key) && /^[A-Za-z_]{1,40}$/u.test(key));
}

/** A list, and in each of its rows one place that must hold a time. */
export function checkTimes(rows: unknown, place: string, key: string, offsetMinutes: number): Finding[] {
  if (rows === undefined || rows === null) return [{ place, fits: "absent", detail: kindOf(rows) }];
  if (!Array.isArray(rows)) return [{ place, fits: "no", detail: `harus daftar, tetapi ${kindOf(rows)}` }];
  const times = rows.map((row) => pick(row, key));
  const read = times.filter(
    (time) => typeof time === "string" && readMoment(time, "", offsetMinutes) !== null,
  );
  const fits = read.length === rows.length ? "yes" : "no";
  return [
    { place, fits: "yes", detail: `daftar, ${rows.length} baris` },
    ...(rows.length > 0
      ? [{ place: `${place}[].${key}`, fits, detail: `waktu terbaca pada ${read.length} baris` } as const]
      : []),
  ];
}

/** In how many rows of a list a place is filled. */
export function checkFilled(rows: unknown, place: string, keys: readonly string[]): Finding[] {
  if (!Array.isArray(rows) || rows.length === 0) return [];
  return keys.map((key) => {
    const filled = rows.filter((row) => Boolean(pick(row, key))).length;
    const detail = `terisi pada ${filled} dari ${rows.length} baris`;
    return { place: `${place}[].${key}`, fits: filled > 0 ? "yes" : "absent", detail };
  });
}

export function kindOf(value: unknown): string {
  if (value === undefined) return "tidak ada";
  if (value === null) return "kosong (null)";
  if (Array.isArray(value)) return "daftar";
  return kinds[typeof value] ?? typeof value;
}

const kinds: Readonly<Record<string, string>> = {
  string: "teks",
  number: "angka",
  boolean: "ya/tidak",
  object: "objek",
};
