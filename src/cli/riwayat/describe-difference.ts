import { findFieldChanges } from "../shared/config-file/differ.ts";
import { nameField, nameValue } from "../shared/config-file/field-names.ts";
import { pageWidth, wrap } from "../shared/wrap.ts";

export interface Difference {
  readonly subject: string;
  /** null: it was not there. */
  readonly before: unknown;
  /** null: it is gone. */
  readonly after: unknown;
}

const mostLines = 2;
const longestValue = 60;

/** "  Kontak dinkes/admin/Joko: wa – → +62812…": only what differs, two lines at most. */
export function describeDifference(difference: Difference): string[] {
  const lines = wrap(describe(difference), "  ");
  if (lines.length <= mostLines) return lines;
  const last = lines[mostLines - 1] ?? "";
  return [...lines.slice(0, mostLines - 1), `${last.slice(0, pageWidth - 2)} …`];
}

function describe({ subject, before, after }: Difference): string {
  if (before === null && after === null) return subject;
  if (before === null) return `${subject} ditambahkan${list(after, subject)}`;
  if (after === null) return `${subject} dihapus${list(before, subject)}`;
  if (!isRecord(before) || !isRecord(after)) return `${subject}: ${show(before)} → ${show(after)}`;
  const changes = findFieldChanges(before, after)
    .filter((change) => show(change.before) !== show(change.after))
    .map((change) => `${nameField(change.field)} ${show(change.before)} → ${show(change.after)}`);
  return changes.length === 0 ? `${subject} (tidak ada yang berbeda)` : `${subject}: ${changes.join("; ")}`;
}

/** What an entry says, field by field, but for what is empty or stands in its subject already. */
function list(value: unknown, subject: string): string {
  if (!isRecord(value)) return `: ${show(value)}`;
  const fields = findFieldChanges({}, value)
    .filter(({ after }) => after !== null && after !== "" && !subject.includes(show(after)))
    .map(({ field, after }) => `${nameField(field)} ${show(after)}`);
  return fields.length === 0 ? "" : `: ${fields.join("; ")}`;
}

/** A value in words, cut where it is long. */
function show(value: unknown): string {
  const text = nameValue(value);
  return text.length > longestValue ? `${text.slice(0, longestValue)}…` : text;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
