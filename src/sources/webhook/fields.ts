import { z } from "zod";
import { classificationOf, classWords } from "../../complaints/classification.ts";
import { isTooPrecise } from "../../complaints/kecamatan.ts";
import { scrub } from "../../complaints/scrub.ts";
import { readMoment } from "../reading/moment-text.ts";
import { shorten, tidyText } from "../reading/tidy-text.ts";
import { readTrackingId } from "../reading/tracking-id.ts";

// A field that is absent or null says nothing. No sentence here repeats what was sent.

const longestName = 200;
const longestId = 40;
const longestTitle = 200;
const longestNote = 500;
const mostFollowUps = 10_000;

/** A word or a number, as one tidy line; "" says nothing. */
const line = z
  .union([z.string(), z.number()], { error: "harus teks" })
  .nullish()
  .transform((value) => (value === null || value === undefined ? null : tidyText(String(value)) || null));

export const trackingId = z
  .union([z.string(), z.number()], {
    error: ({ input }) => (input === undefined ? "wajib diisi" : "harus 5 sampai 15 angka"),
  })
  .transform((value, context) => readTrackingId(String(value)) ?? refuse(context, "harus 5 sampai 15 angka"));

/** Names of offices and kinds: a longer text is a body in the wrong field. */
export const name = line.transform((text, context) => {
  if (text !== null && text.length > longestName)
    return refuse(context, `terlalu panjang untuk sebuah nama; paling banyak ${longestName} huruf`);
  return text === null ? null : scrub(text);
});

export const kecamatan = name.transform((text, context) =>
  text !== null && isTooPrecise(text)
    ? refuse(context, "terlalu rinci; tulis kecamatannya saja, misalnya Kec. Alalak")
    : text,
);

/** An id of LAPOR! is short, and a number that is somebody's is never kept for one. */
export const id = line.transform((text, context) => {
  if (text === null) return null;
  if (text.length > longestId) return refuse(context, `terlalu panjang; paling banyak ${longestId} huruf`);
  return scrub(text) === text
    ? text
    : refuse(context, "tampak seperti nomor milik seseorang, bukan ID LAPOR!");
});

/** The sender is there to mend it; no rule would take the complaint. */
export const classification = line.transform((text, context) => {
  const found = text === null ? null : classificationOf(text);
  return found === "lain" ? refuse(context, `tidak dikenal; pilih ${classWords}`) : found;
});

/** Words that people typed: scrubbed before they are cut, so that no half of a number is left. */
const prose = (most: number) => line.transform((text) => (text === null ? null : shorten(scrub(text), most)));
export const title = prose(longestTitle);
export const note = prose(longestNote);

export const flag = z
  .boolean({ error: "harus true atau false" })
  .nullish()
  .transform((value) => value ?? undefined);

export const count = z
  .int({ error: "harus bilangan bulat" })
  .min(0, "tidak boleh kurang dari 0")
  .max(mostFollowUps, `paling banyak ${mostFollowUps}`)
  .nullish()
  .transform((value) => value ?? null);

const iso = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)$/u;

/** An instant; LAPOR! or the sender must say in which zone. */
export const moment = z
  .string({ error: "harus teks" })
  .nullish()
  .transform((text, context) => {
    if (text === null || text === undefined || text === "") return null;
    const at = iso.test(text) ? readMoment(text, "", 0) : null;
    return at ?? refuse(context, "harus waktu dengan zona, misalnya 2026-11-19T10:10:00+08:00");
  });

function refuse(context: z.core.$RefinementCtx, message: string): never {
  context.addIssue({ code: "custom", message });
  return z.NEVER;
}
