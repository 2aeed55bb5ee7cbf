import { z } from "zod";
import { parseLocalDate, parseZone } from "../../../calendar/format.ts";
import { parseHours, shippedHours } from "../../../calendar/hours.ts";
import { faultOfSpan } from "../../../calendar/special-hours/span.ts";
import { normalizeEmail, normalizePhone } from "../../../people/addresses.ts";
import { foldName } from "../../../people/fold-name.ts";
import { checkPostName } from "../../../people/post-names.ts";
import { readBy, text } from "../../../rules/fields.ts";
import { ruleSchema } from "../../../rules/schema.ts";
import { UserError } from "../../../user-error.ts";
import type { CalendarEntry, Config, HolderEntry, PostEntry, UnitEntry } from "./shape.ts";

const code = readBy((value) => {
  if (/^[a-z0-9][a-z0-9._-]{0,39}$/iu.test(value)) return value;
  throw new UserError("harus kode pendek tanpa spasi, misalnya dinkes");
});
const date = readBy(parseLocalDate);
/** By its letters and digits an office is known again in an export: without any, every such name would be the same. */
const officeName = readBy((value) => {
  if (/[\p{L}\p{N}]/u.test(foldName(value))) return value;
  throw new UserError("harus memuat huruf atau angka");
});
const hours = z.unknown().transform((value, context) => {
  try {
    return parseHours(value);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    context.addIssue({ code: "custom", message: error.message });
    return z.NEVER;
  }
});

const holiday = z.strictObject({
  date,
  name: text,
  kind: z.enum(["libur_nasional", "cuti_bersama", "libur_daerah"]).default("libur_daerah"),
  decree: text,
});
const special = z
  .strictObject({ from: date, to: date, name: text, hours, decree: text })
  .refine(({ from, to }) => from <= to, { path: ["to"], message: "lebih awal daripada from" })
  .superRefine((range, context) => {
    const message = faultOfSpan(range);
    if (message !== null) context.addIssue({ code: "custom", path: ["to"], message });
  });

const calendar = z
  .strictObject({
    code,
    zone: readBy(parseZone),
    hours: hours.optional(),
    holidays: z.array(holiday).default([]),
    special: z.array(special).default([]),
  })
  .transform((entry): CalendarEntry => ({ ...entry, hours: entry.hours ?? shippedHours }));

const unit = z
  .strictObject({
    code,
    name: officeName,
    sebutan: text.optional(),
    externalId: text.optional(),
    aliases: z.array(officeName).default([]),
    parent: code.optional(),
    calendar: code.optional(),
    zone: readBy(parseZone).optional(),
  })
  .transform(
    ({
      sebutan = null,
      externalId = null,
      parent = null,
      calendar = null,
      zone = null,
      ...rest
    }): UnitEntry => ({
      ...rest,
      sebutan,
      externalId,
      aliases: [...new Set(rest.aliases)],
      parent,
      calendar,
      zone,
    }),
  );

const post = z
  .strictObject({ unit: code, post: readBy(checkPostName) })
  .transform((entry): PostEntry => entry);

const holder = z
  .strictObject({
    unit: code,
    post: readBy(checkPostName),
    name: text,
    kind: z.enum(["definitif", "plt", "plh", "pj", "pjs"]).default("definitif"),
    wa: readBy(normalizePhone).optional(),
    email: readBy(normalizeEmail).optional(),
    from: date.optional(),
    to: date.optional(),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
    path: ["to"],
    message: "lebih awal daripada from",
  })
  .transform(({ wa = null, email = null, from = null, to = null, ...rest }): HolderEntry => ({
    ...rest,
    wa,
    email,
    from,
    to,
  }));

/** One entry of each section, as people write it. */
export const entrySchemas = {
  calendars: calendar,
  units: unit,
  posts: post,
  holders: holder,
  rules: ruleSchema,
};

/** The whole file: a section that is absent is left alone. */
export const fileSchema = z
  .strictObject({
    calendars: z.array(calendar).optional(),
    units: z.array(unit).optional(),
    posts: z.array(post).optional(),
    holders: z.array(holder).optional(),
    rules: z.array(ruleSchema).optional(),
  })
  .transform((file) => file as Partial<Config>);
