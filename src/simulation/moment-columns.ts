import {
  aliasesOf,
  type Field,
  fields,
  foldHeader,
  type OwnAliases,
} from "../sources/file/header-aliases.ts";

/** The columns by which a file tells a life, beside those of an export (escalation.md section 12), with what others call them. */
const momentColumns = [
  { field: "disposedAt", looksLike: /^(?:tanggal|tgl|waktu).*dispos/u },
  {
    field: "firstFollowUpAt",
    looksLike: /^(?:tanggal|tgl|waktu).*(?:tindaklanjut|followup|tanggap|jawab|respon)/u,
  },
  { field: "closedAt", looksLike: /^(?:tanggal|tgl|waktu).*(?:[sy]elesai|tutup)/u },
  { field: "pauses", looksLike: /tunda/u },
] as const satisfies readonly { field: Field; looksLike: RegExp }[];

type MomentField = (typeof momentColumns)[number]["field"];

/** A column that nobody reads, and the name under which it would be read. */
interface Lookalike {
  readonly column: string;
  readonly name: string;
}

/** Which of the columns that tell a life a file has. */
export interface MomentColumns {
  readonly has: (field: MomentField) => boolean;
  /** Names of those it has not. */
  readonly missing: readonly string[];
  readonly lookalikes: readonly Lookalike[];
}

export function findMomentColumns(columns: readonly string[], own: OwnAliases = {}): MomentColumns {
  const folded = new Set(columns.map(foldHeader));
  const read = new Set(fields.flatMap((field) => aliasesOf(field, own).map(foldHeader)));
  const has = (field: Field) => aliasesOf(field, own).some((alias) => folded.has(foldHeader(alias)));
  const absent = momentColumns.filter(({ field }) => !has(field));
  return {
    has,
    missing: absent.map(({ field }) => nameOf(field)),
    lookalikes: absent.flatMap(({ field, looksLike }) =>
      columns
        .filter((column) => looksLike.test(foldHeader(column)) && !read.has(foldHeader(column)))
        .map((column) => ({ column: column.trim(), name: nameOf(field) })),
    ),
  };
}

function nameOf(field: Field): string {
  return aliasesOf(field, {})[0] ?? field;
}
