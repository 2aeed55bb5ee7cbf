import { Eta } from "eta";
import { UserError } from "../user-error.ts";

const names = [
  "layout.html",
  "greeting.html",
  "button.html",
  "step/wa",
  "step/email",
  "step/email.html",
  "step/state",
  "step/action",
  "step/preview",
  "digest/wa",
  "digest/email",
  "digest/email.html",
  "digest/summary",
  "digest/action",
  "alarm/wa",
  "alarm/email",
  "alarm/email.html",
  "notice/wa",
  "notice/email",
  "notice/email.html",
] as const;

type TemplateName = (typeof names)[number];

export interface Templates {
  /** Values go in as they are. */
  readonly renderText: (name: TemplateName, it: object) => string;
  /** Values go in escaped. */
  readonly renderHtml: (name: TemplateName, it: object) => string;
}

/** Reads every template once; from then on no file is touched. Throws UserError if one is missing or broken. */
export function readTemplates(folder: string): Templates {
  const text = load(new Eta({ views: folder, autoTrim: false, autoEscape: false }));
  const html = load(new Eta({ views: folder, autoTrim: false }));
  return {
    renderText: (name, it) => withoutGaps(text.render(`@${name}`, it)),
    renderHtml: (name, it) => html.render(`@${name}`, it).trim(),
  };
}

/** Where a part is left out, the blank lines around it become one. */
function withoutGaps(text: string): string {
  return text.replace(/\n{3,}/gu, "\n\n").trim();
}

function load(eta: Eta): Eta {
  for (const name of names) {
    try {
      eta.loadTemplate(`@${name}`, eta.readFile(eta.resolvePath(`${name}.eta`)));
    } catch (error) {
      throw new UserError(
        `Naskah pesan templates/${name}.eta tidak ada atau rusak, jadi pesan tidak dapat ditulis. Kembalikan berkas aslinya.`,
        { cause: error },
      );
    }
  }
  return eta;
}
