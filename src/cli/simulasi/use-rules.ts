import type { Db } from "../../../db/open.ts";
import { saveRule } from "../../rules/store.ts";
import { readRulesFile } from "../aturan/read-rules-file.ts";

/** Puts the rules of a YAML file beside, or in place of, those of the same name. For a shadow book only. */
export function useRules(shadow: Db, path: string): void {
  for (const draft of readRulesFile(path, undefined)) saveRule(shadow.sql, draft, 0);
}
