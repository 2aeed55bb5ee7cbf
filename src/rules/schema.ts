import { z } from "zod";
import { parseDuration } from "../calendar/durations.ts";
import { formatWindow, parseWindow } from "../calendar/windows.ts";
import type { Match, Step } from "./contract.ts";
import type { RuleDraft } from "./draft.ts";
import { flag, oneOrMore, readBy, text, wholeNumber } from "./fields.ts";

const duration = readBy(parseDuration);

const matchSchema = z
  .strictObject({
    classification: oneOrMore(
      z.enum(["permintaan_informasi", "pengaduan_tidak_berkadar", "pengaduan_berkadar", "aspirasi", "lain"]),
    ).optional(),
    category: oneOrMore(text).optional(),
    unit: oneOrMore(text).optional(),
    channel: oneOrMore(text).optional(),
    priority: oneOrMore(flag.transform(String)).optional(),
  })
  .transform((match) => match as Match);

const channels = z.preprocess(
  (value) => (typeof value === "string" ? value.replaceAll(/\s/gu, "") : value),
  z.enum(["wa", "email", "wa>email", "email>wa", "wa+email", "email+wa"]),
);

const stepSchema = z
  .strictObject({
    after: duration,
    post: text.refine(
      (post) => /^[a-z][a-z0-9_]*$/u.test(post),
      "harus nama jabatan dalam huruf kecil, misalnya kepala",
    ),
    channels,
    window: readBy(parseWindow).default({ kind: "officeTime" }),
    remind: z
      .strictObject({
        every: duration.refine((every) => lasts(every), "tidak boleh nol"),
        max: wholeNumber(1, 20),
      })
      .optional(),
    deliver: z.enum(["each", "digest"]).default("each"),
  })
  .refine(({ remind, deliver }) => remind === undefined || deliver === "each", {
    path: ["remind"],
    message:
      "jenjang yang dikirim sebagai ringkasan (deliver: digest) tidak memakai pengingat; hapus salah satu",
  })
  .transform(({ remind, ...step }): Step => ({
    ...step,
    windowText: formatWindow(step.window),
    remind: remind ?? null,
  }));

/** A rule as escalation.md section 4 writes it, with `order` and `active`. */
export const ruleSchema = z
  .strictObject({
    name: text,
    clock: z.enum(["verification", "response", "completion"]),
    match: matchSchema.default({}),
    limit: duration.refine((limit) => lasts(limit), "tidak boleh nol"),
    gap: duration.default(() => parseDuration("1 hari kerja")),
    reopen: flag.default(false),
    steps: z.array(stepSchema).min(1).max(20),
    order: wholeNumber(0, 1_000_000).default(100),
    active: flag.default(true),
  })
  .transform((rule): RuleDraft => rule);

function lasts(duration: ReturnType<typeof parseDuration>): boolean {
  return duration.kind === "workingDays" ? duration.days > 0 : duration.seconds > 0;
}
