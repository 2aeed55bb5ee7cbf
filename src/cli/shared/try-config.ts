import { type Config, readConfig } from "../../config.ts";
import { UserError } from "../../user-error.ts";

/** The settings of this machine, or the sentence that says which of them is wrong. */
export type TriedConfig =
  | { readonly config: Config; readonly fault: null }
  | { readonly config: null; readonly fault: string };

/** For commands that still have something to show where a setting is wrong. */
export function tryConfig(env: NodeJS.ProcessEnv): TriedConfig {
  try {
    return { config: readConfig(env), fault: null };
  } catch (error) {
    if (error instanceof UserError) return { config: null, fault: error.message };
    throw error;
  }
}
