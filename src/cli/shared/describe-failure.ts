import { describeFault } from "../../../db/faults.ts";
import { DatabaseError } from "../../../db/open.ts";
import { databasePath } from "../../paths.ts";
import { UserError } from "../../user-error.ts";

/** What whoever called a command reads when it fails: what, why, what to do; only for what nobody foresaw is it English. */
export function describeFailure(error: unknown): string {
  if (error instanceof UserError || error instanceof DatabaseError) return error.message;
  const { code } = error as { code?: string };
  if (code === "ENOSPC" || code === "EDQUOT") return "Penyimpanan penuh. Kosongkan ruang lalu ulangi.";
  const line = describeFault(databasePath(process.env), error);
  if (line !== null) return line;
  const words = error instanceof Error ? error.message : String(error);
  return `Kesalahan tak terduga: ${words}. Ulangi dengan --rinci.`;
}
