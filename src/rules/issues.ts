import type { z } from "zod";

/** One thing wrong in what people wrote: where (such as `steps[1].after`; "" for the whole) and what, in Indonesian. */
export interface Fault {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** "steps[1].after" of ["steps", 1, "after"]. */
export function formatPath(path: Fault["path"]): string {
  return path
    .map((part) => (typeof part === "number" ? `[${part}]` : `.${part}`))
    .join("")
    .replace(/^\./u, "");
}

/** What zod found wrong, in the words of the operator. An unknown key is reported at its own place. */
export function faultsOf(error: z.ZodError): Fault[] {
  return error.issues.flatMap((issue) => {
    const path = issue.path.map((part) => (typeof part === "number" ? part : String(part)));
    if (issue.code === "unrecognized_keys")
      return issue.keys.map((key) => ({ path: [...path, key], message: "kunci ini tidak dikenal" }));
    return [{ path, message: describe(issue) }];
  });
}

const typeNames: Readonly<Record<string, string>> = {
  string: "teks",
  array: "daftar (tiap butir diawali tanda -)",
  object: "isian bernama (kunci: nilai)",
};

function describe(issue: z.core.$ZodIssue): string {
  const choice = issue.code === "invalid_value" ? `. Pilih: ${issue.values.map(String).join(", ")}` : "";
  if (issue.message === missing) return `wajib diisi${choice}`;
  switch (issue.code) {
    case "invalid_type":
      return `harus berupa ${typeNames[issue.expected] ?? issue.expected}`;
    case "invalid_value":
      return `tidak dikenal${choice}`;
    case "too_small":
      return "tidak boleh kosong";
    case "too_big":
      return `terlalu panjang, paling banyak ${String(issue.maximum)}`;
    default:
      return issue.message;
  }
}

const missing = "missing";

/** Give it to `parse` as `error`: marks what is absent, which zod itself does not tell from what is of the wrong type. */
export function markMissing(issue: {
  readonly code: string | undefined;
  readonly input?: unknown;
}): string | undefined {
  const isAbsent = issue.code === "invalid_type" || issue.code === "invalid_value";
  return isAbsent && issue.input === undefined ? missing : undefined;
}
