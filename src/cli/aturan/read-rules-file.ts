import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { parseDocument } from "yaml";
import type { RuleDraft } from "../../rules/draft.ts";
import { parseRule } from "../../rules/parse.ts";
import { UserError } from "../../user-error.ts";

/** One rule, a list of them, or a configuration file's `rules`; of all these only `name`, where it is given. Throws UserError. */
export function readRulesFile(path: string, name: string | undefined): RuleDraft[] {
  const document = parseYaml(path);
  const rules = (document as { rules?: unknown } | null)?.rules ?? document;
  const drafts = (Array.isArray(rules) ? rules : [rules]).map(parseRule);
  const wanted = name === undefined ? drafts : drafts.filter((draft) => draft.name === name);
  if (wanted.length > 0) return wanted;
  throw new UserError(
    name === undefined
      ? `${basename(path)} tidak memuat aturan.`
      : `${basename(path)} tidak memuat aturan "${name}". Yang ada: ${drafts.map((draft) => draft.name).join(", ")}.`,
  );
}

function parseYaml(path: string): unknown {
  try {
    const document = parseDocument(readFileSync(path, "utf8"));
    const [error] = document.errors;
    if (error === undefined) return document.toJS({ maxAliasCount: 100 });
    throw new UserError(`${basename(path)} bukan YAML yang sah: baris ${error.linePos?.[0].line ?? "?"}.`);
  } catch (error) {
    if (error instanceof UserError) throw error;
    const { code } = error as { code?: string };
    throw new UserError(`Berkas ${path} tidak dapat dibaca (${code ?? "rusak"}). Periksa nama dan izinnya.`, {
      cause: error,
    });
  }
}
