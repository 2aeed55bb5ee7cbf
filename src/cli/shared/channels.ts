import { readConfig } from "../../config.ts";
import type { Channels } from "../../desk/office.ts";

/** Which channels the settings of this machine open. Throws UserError where one of them is wrong. */
export function channelsOf(env: NodeJS.ProcessEnv): Channels {
  const { wa, smtp } = readConfig(env);
  return { wa: wa !== null, email: smtp !== null };
}
