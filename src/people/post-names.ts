import { UserError } from "../user-error.ts";

/** The posts that the bot itself knows; users add others. */
const knownPosts = [
  "admin",
  "kepala",
  "sekretaris",
  "kominfo",
  "kepala_kominfo",
  "kepala_daerah",
  "inspektorat",
] as const;

/** Whether a text can be the code name of a post: lower-case words joined by underscores. */
function isPostName(text: string): boolean {
  return /^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/u.test(text) && text.length <= 40;
}

/** Throws UserError unless the text can name a post. */
export function checkPostName(text: string): string {
  if (isPostName(text)) return text;
  throw new UserError(
    `Nama jabatan "${text}" tidak dapat dipakai. Tulis dengan huruf kecil, misalnya ${knownPosts.join(", ")}, atau kepala_bidang.`,
  );
}
