import { parseDocument } from "yaml";
import { UserError } from "../../user-error.ts";

/** YAML, and so JSON too, as plain values. Throws UserError with the line at which it is broken. */
export function parseYaml(text: string): unknown {
  const document = parseDocument(text);
  const [broken] = document.errors;
  if (broken) throw new UserError(`bukan YAML yang sah: baris ${broken.linePos?.[0].line ?? "?"}.`);
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    throw new UserError("bukan YAML yang sah: rujukannya terlalu banyak.", { cause: error });
  }
}
