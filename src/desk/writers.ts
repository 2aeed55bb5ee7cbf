import { globSync, statSync } from "node:fs";
import { join } from "node:path";
import { openWriter, type Writer } from "../messages/writer.ts";

export type Writers = ReturnType<typeof followTemplates>;

/**
 * The writer over the templates as they are now: a changed template counts from the next message on (escalation.md section 7).
 * One that is broken is reported, and the words stay as they were.
 */
export function followTemplates(folder: string, onBroken: (error: unknown) => void) {
  let seen = stamp(folder);
  let writer = openWriter(folder);
  return {
    current(): Writer {
      const now = stamp(folder);
      if (now === seen) return writer;
      seen = now;
      try {
        writer = openWriter(folder);
      } catch (error) {
        onBroken(error);
      }
      return writer;
    },
  };
}

/** Changes when any template does. */
function stamp(folder: string): string {
  return globSync("**/*.eta", { cwd: folder })
    .map((name) => `${name} ${statSync(join(folder, name)).mtimeMs}`)
    .sort()
    .join("\n");
}
