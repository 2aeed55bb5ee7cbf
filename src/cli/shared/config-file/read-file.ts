import { LineCounter, type ParsedNode, isMap, isScalar, parseDocument, visit } from "yaml";
import { type Fault, faultsOf, formatPath, markMissing } from "../../../rules/issues.ts";
import { UserError } from "../../../user-error.ts";
import { fileSchema } from "./schema.ts";
import { type Config, sections } from "./shape.ts";

/** A configuration file that was read: its sections, and a way to say where something in it is wrong. */
export interface ConfigFile {
  readonly sections: Partial<Config>;
  /** "baris 31, holders[3].wa: …" */
  readonly describe: (fault: Fault) => string;
}

/** Throws UserError with every fault of form, each with its line and its place, one a line. */
export function readConfigFile(source: string): ConfigFile {
  const lines = new LineCounter();
  // failsafe: a telephone number without quotes stays the text it is, and keeps its + and its zeros
  const document = parseDocument(source, { schema: "failsafe", lineCounter: lines, prettyErrors: false });
  const [broken] = document.errors;
  if (broken !== undefined) {
    const { line, col } = lines.linePos(broken.pos[0]);
    throw new UserError(
      `baris ${line}, kolom ${col}: ${yamlSentences[broken.code] ?? "bukan YAML yang sah"}.`,
    );
  }
  const describe = (fault: Fault): string => {
    const [section] = fault.path;
    if (isMap(document.contents) && section !== undefined && !document.contents.has(section))
      return fault.message; // of a section that the file leaves alone
    const offset = findOffset(document.contents, fault.path);
    const where = [offset === null ? "" : `baris ${lines.linePos(offset).line}`, formatPath(fault.path)];
    return `${where.filter(Boolean).join(", ") || "berkas"}: ${fault.message}`;
  };
  const read = fileSchema.safeParse(withoutEmpty(document), { error: markMissing });
  if (!read.success) throw faultsError(faultsOf(read.error), describe);
  if (Object.keys(read.data).length === 0)
    throw new UserError(`berkas tidak memuat satu pun bagian. Yang dikenal: ${sections.join(", ")}.`);
  return { sections: read.data, describe };
}

/** One refusal of all faults, one a line. */
export function faultsError(faults: readonly Fault[], describe: ConfigFile["describe"]): UserError {
  return new UserError(faults.map((fault) => `${describe(fault).replace(/\.$/u, "")}.`).join("\n"));
}

const yamlSentences: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: "kunci ini tertulis dua kali",
  TAB_AS_INDENT: "pakai spasi, bukan tab, untuk menjorok",
  BAD_INDENT: "jarak menjoroknya tidak sama dengan baris di atasnya",
  MULTIPLE_DOCS: "berkas memuat dua dokumen YAML; hapus garis ---",
  MISSING_CHAR: "ada tanda yang kurang, misalnya kutip, kurung, atau titik dua",
  UNEXPECTED_TOKEN: "ada tanda yang tidak pada tempatnya",
};

/** The document as plain values; a key whose value was left empty counts as not written, except a section. */
function withoutEmpty(document: ReturnType<typeof parseDocument>): unknown {
  visit(document, {
    Pair(key, pair, path) {
      const isSection = path.length === 2;
      const { value } = pair;
      const isEmpty =
        value === null || (isScalar(value) && value.type === "PLAIN" && isNothing(value.source));
      return isEmpty && !isSection ? visit.REMOVE : undefined;
    },
  });
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    // one that is used a hundred times within others, or that names nothing above it
    throw new UserError(
      "bukan YAML yang sah: rujukan (*) di dalamnya terlalu banyak, atau tandanya (&) tidak ada. Tulis isinya langsung.",
      { cause: error },
    );
  }
}

function isNothing(source: string | undefined): boolean {
  return source === undefined || source === "" || source === "~" || source === "null";
}

/** Where a path stands in the text, else where the nearest that is written around it stands. */
function findOffset(contents: ParsedNode | null, path: Fault["path"]): number | null {
  for (let depth = path.length; depth > 0; depth--) {
    const parent = depth === 1 ? contents : nodeAt(contents, path.slice(0, depth - 1));
    const step = path[depth - 1];
    if (isMap(parent)) {
      const pair = parent.items.find(({ key }) => isScalar(key) && key.value === step);
      if (isScalar(pair?.key) && pair.key.range) return pair.key.range[0];
    }
    const range = nodeAt(contents, path.slice(0, depth))?.range;
    if (range) return range[0];
  }
  return null;
}

function nodeAt(contents: ParsedNode | null, path: Fault["path"]): ParsedNode | null {
  let node: unknown = contents;
  for (const step of path)
    node = (node as { get?: (key: unknown, keep: true) => unknown } | null)?.get?.(step, true);
  return (node ?? null) as ParsedNode | null;
}
