import { basename } from "node:path";
import type { RuleDraft } from "../../rules/draft.ts";
import { parseRule } from "../../rules/parse.ts";
import { UserError } from "../../user-error.ts";
import { parseYaml } from "../shared/parse-yaml.ts";
import { readText } from "../shared/read-text.ts";

/** One rule, a list of them, or a configuration file's `rules`; of all these only `name`, where it is given. Throws UserError. */
export function readRulesFile(path: string, name: string | undefined): RuleDraft[] {
  const document = readDocument(path);
  const rules = (document as { rules?: unknown } | null)?.rules ?? document;
  const drafts = (Array.isArray(rules) ? rules : [rules]).map((rule) => naming(path, () => parseRule(rule)));
  refuseTwins(path, drafts);
  const wanted = name === undefined ? drafts : drafts.filter((draft) => draft.name === name);
  if (wanted.length > 0) return wanted;
  throw new UserError(
    name === undefined
      ? `${basename(path)} tidak memuat aturan.`
      : `${basename(path)} tidak memuat aturan "${name}". Yang ada: ${drafts.map((draft) => draft.name).join(", ")}.`,
  );
}

/** The second would quietly take the place of the first, with each reading anew. */
function refuseTwins(path: string, drafts: readonly RuleDraft[]): void {
  const keys = drafts.map(({ name }) => name.toLowerCase());
  const twin = drafts.find((_, index) => keys.indexOf(keys[index] ?? "") < index);
  if (twin)
    throw new UserError(
      `${basename(path)} memuat aturan "${twin.name}" dua kali. Tidak ada yang diubah; ganti nama salah satunya.`,
    );
}

function readDocument(path: string): unknown {
  const text = readText(path);
  if (text.trim() === "") throw new UserError(`${basename(path)} kosong. Periksa nama berkasnya.`);
  return naming(path, () => parseYaml(text));
}

/** A refusal says which file it is about. */
function naming<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof UserError)
      throw new UserError(`${basename(path)}: ${error.message}`, { cause: error });
    throw error;
  }
}
