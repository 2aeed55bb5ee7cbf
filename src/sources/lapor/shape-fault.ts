import type { z } from "zod";

/**
 * An answer is not of the documented shape. It says where and what was expected, and never what stands there: it may be a
 * name, a number or the body of a complaint.
 */
export class ShapeFault extends Error {
  override name = "ShapeFault";
  /** Such as "results.data.2.created_at". */
  readonly field: string;

  constructor(field: string, reason: string) {
    super(reason);
    this.field = field;
  }
}

/** The part of an answer that the schema names, and nothing else of it. Throws ShapeFault. */
export function parseShape<T>(schema: z.ZodType<T>, answer: unknown): T {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new ShapeFault(issue?.path.join(".") ?? "", describe(issue));
}

function describe(issue: z.core.$ZodIssue | undefined): string {
  const wanted = issue?.code === "invalid_type" ? (kinds[issue.expected] ?? issue.expected) : null;
  return wanted === null ? "bentuknya lain dari yang didokumentasikan" : `harus ${wanted}`;
}

const kinds: Readonly<Record<string, string>> = {
  string: "teks",
  number: "angka",
  array: "daftar",
  object: "objek",
  record: "objek",
  boolean: "ya atau tidak",
};
