import { UserError } from "../../user-error.ts";
import { isClosedKey } from "../reading/closed-keys.ts";

/** What may be learned of a complaint from a record of the API, and under which key it stands there. */
export const defaultFields = {
  trackingId: "complaint_id",
  title: "title",
  statusRaw: "status_name",
  opdExternalId: "disposition_id",
  opdName: "disposition_name",
  reportedAt: "created_at",
  classification: "classification_name",
  categoryId: "category_id",
  category: "topic_name",
  channel: "channel",
  isAnonymous: "is_anonymous",
  isSecret: "is_secret",
  isPriority: "is_priority",
  locationName: "",
  institutionName: "",
} as const;

export type FieldName = keyof typeof defaultFields;

export const fieldNames = Object.keys(defaultFields) as readonly FieldName[];

/** Dotted paths into a record; "" for what the API does not tell. */
export type FieldMap = Readonly<Record<FieldName, string>>;

/** Reads "opdName=disposition.name"; an empty path leaves the field unread. Throws UserError. */
export function parseFieldOption(text: string): Partial<Record<FieldName, string>> {
  const [, name = "", path = ""] = /^\s*(\w+)\s*=\s*([\w.]*)\s*$/u.exec(text) ?? [];
  if (!Object.hasOwn(defaultFields, name))
    throw new UserError(
      `Kolom "${text}" tidak dikenal. Tulis NAMA=kunci, dengan NAMA salah satu dari: ${fieldNames.join(", ")}.`,
    );
  if (path.split(".").some(isClosedKey))
    throw new UserError(
      `Kunci ${path} memuat isi laporan atau data pelapor, dan tidak pernah dibaca. Pilih kunci lain.`,
    );
  return { [name]: path };
}

/** What stands at a dotted path; undefined: nothing does. */
export function pick(record: unknown, path: string): unknown {
  let value = record;
  for (const key of path.split(".")) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}
