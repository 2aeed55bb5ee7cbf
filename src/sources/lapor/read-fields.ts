import type { Instant } from "../../calendar/contract.ts";
import { classificationOf } from "../../complaints/classification.ts";
import type { ComplaintUpdate } from "../../complaints/contract.ts";
import { isTooPrecise } from "../../complaints/kecamatan.ts";
import { scrub } from "../../complaints/scrub.ts";
import { readMoment } from "../reading/moment-text.ts";
import { shorten, tidyText } from "../reading/tidy-text.ts";
import { readTrackingId } from "../reading/tracking-id.ts";
import { type FieldMap, type FieldName, fieldNames, pick } from "./field-map.ts";
import { ShapeFault } from "./shape-fault.ts";

/** A longer name is a body under the wrong key; a longer title repeats the body. */
const longestName = 200;
const longestId = 40;
const longestTitle = 200;

export interface FieldOptions {
  readonly fields: FieldMap;
  /** Minutes east of UTC, for times without a zone. */
  readonly offsetMinutes: number;
}

type Fields = Omit<ComplaintUpdate, "trackingId">;

/** What a record of the API says by the field map; what it does not hold is left out. Throws ShapeFault. */
export function readFields(record: unknown, options: FieldOptions): Fields {
  const known = fieldNames.flatMap((name) => {
    const value = name === "trackingId" ? undefined : readField(record, name, options);
    return value === undefined ? [] : [[name, value] as const];
  });
  const { title, ...fields } = Object.fromEntries(known) as Fields;
  return title === undefined || fields.isSecret === true ? fields : { ...fields, title };
}

/** What one field says; undefined: the record does not hold it, or it says nothing. Throws ShapeFault. */
export function readField(record: unknown, name: FieldName, options: FieldOptions): unknown {
  const value = valueOf(record, name, options);
  return value === undefined ? undefined : readers[name](value, name, options);
}

/** The Tracking ID of a record; null: it names none. Throws ShapeFault. */
export function readIdField(record: unknown, options: FieldOptions): string | null {
  return (readField(record, "trackingId", options) as string | null | undefined) ?? null;
}

type Reader = (value: unknown, name: FieldName, options: FieldOptions) => unknown;

const readers: Readonly<Record<FieldName, Reader>> = {
  trackingId: readId,
  title: readTitle,
  statusRaw: readName,
  opdExternalId: (value, name) => (Number(value) === 0 ? null : readCode(value, name)),
  opdName: readName,
  reportedAt: readTime,
  classification: readClassification,
  categoryId: readCode,
  category: readName,
  channel: readName,
  isAnonymous: readFlag,
  isSecret: readFlag,
  isPriority: readFlag,
  locationName: readKecamatan,
  institutionName: readName,
};

function valueOf(record: unknown, name: FieldName, { fields }: FieldOptions): unknown {
  return fields[name] === "" ? undefined : pick(record, fields[name]);
}

function readText(value: unknown, name: FieldName): string | null {
  if (value === null) return null;
  if (typeof value !== "string" && typeof value !== "number") throw new ShapeFault(name, "harus teks");
  return tidyText(String(value)) || null;
}

function readId(value: unknown, name: FieldName, { fields }: FieldOptions): string | null {
  const text = readText(value, name);
  const id = text === null ? null : readTrackingId(text);
  if (text !== null && id === null) throw new ShapeFault(fields.trackingId, "harus 5 sampai 15 angka");
  return id;
}

/** Scrubbed too: it stands in messages and alarms, and the field map may name a place that holds something else. */
function readName(value: unknown, name: FieldName): string | null {
  const text = readText(value, name);
  if (text !== null && text.length > longestName)
    throw new ShapeFault(name, "terlalu panjang untuk sebuah nama");
  return text === null ? null : scrub(text);
}

/** The field map may name a place that holds an address: it is left out, and the complaint is read all the same. */
function readKecamatan(value: unknown, name: FieldName): string | null {
  const place = readName(value, name);
  return place === null || isTooPrecise(place) ? null : place;
}

/** An id of LAPOR! is short; a number that is somebody's is never kept for one. */
function readCode(value: unknown, name: FieldName): string | null {
  const text = readText(value, name);
  if (text !== null && (text.length > longestId || scrub(text) !== text))
    throw new ShapeFault(name, "harus ID LAPOR! yang pendek");
  return text;
}

function readTitle(value: unknown, name: FieldName): string | null {
  const text = readText(value, name);
  return text === null ? null : shorten(scrub(text), longestTitle);
}

function readTime(value: unknown, name: FieldName, { offsetMinutes }: FieldOptions): Instant | null {
  const text = readText(value, name);
  if (text === null) return null;
  const at = readMoment(text, "", offsetMinutes);
  if (at === null) throw new ShapeFault(name, "harus waktu seperti 19-11-2026 09:30:00");
  return at;
}

/** A bare number is LAPOR!'s own code, of which there is no public table: it says nothing. */
function readClassification(value: unknown, name: FieldName): ComplaintUpdate["classification"] | undefined {
  const text = readName(value, name);
  return text === null || /^\d+$/u.test(text) ? undefined : classificationOf(text);
}

const flags: Readonly<Record<string, boolean>> = { true: true, "1": true, false: false, "0": false };

function readFlag(value: unknown, name: FieldName): boolean | undefined {
  if (value === null || value === "") return undefined;
  const flag =
    typeof value === "object" ? undefined : flags[`${value as string | number | boolean}`.toLowerCase()];
  if (flag === undefined) throw new ShapeFault(name, "harus ya atau tidak (1 atau 0)");
  return flag;
}
