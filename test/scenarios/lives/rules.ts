import * as fc from "fast-check";
import type { WrittenRule, WrittenStep } from "./life.ts";

const someAfter = fc.constantFrom(
  "0 menit",
  "45 menit",
  "2 jam",
  "1 hari",
  "1 jam kerja",
  "4 jam kerja",
  "1 hari kerja",
  "2 hari kerja",
  "3 hari kerja",
);

const someStep: fc.Arbitrary<WrittenStep> = fc
  .record({
    after: someAfter,
    post: fc.constantFrom("admin", "admin", "kepala", "kepala", "kepala_daerah", "inspektorat"),
    channels: fc.constantFrom("wa", "email", "wa>email", "email>wa", "wa+email", "email+wa"),
    window: fc.constantFrom("selalu", "jam kerja", "07.00-20.00", "18.00-21.30"),
    kind: fc.constantFrom("plain", "remind", "digest"),
    every: fc.constantFrom("45 menit", "1 jam kerja", "1 hari kerja", "1 hari"),
    max: fc.integer({ min: 1, max: 3 }),
  })
  .map(({ kind, every, max, ...step }) =>
    kind === "plain"
      ? step
      : kind === "digest"
        ? { ...step, deliver: "digest" as const }
        : { ...step, remind: { every, max } },
  );

export const someRule: fc.Arbitrary<WrittenRule> = fc.record({
  limit: fc.constant("5 hari kerja"),
  gap: fc.constantFrom("0 menit", "3 jam", "1 jam kerja", "1 hari kerja", "1 hari"),
  reopen: fc.boolean(),
  steps: fc.array(someStep, { minLength: 1, maxLength: 4 }),
});

/** The shipped rule of escalation.md section 4. */
const shippedRule: WrittenRule = {
  limit: "5 hari kerja",
  gap: "1 hari kerja",
  reopen: true,
  steps: [
    {
      after: "0 menit",
      post: "admin",
      channels: "wa>email",
      window: "07.00-20.00",
      remind: { every: "1 hari kerja", max: 2 },
    },
    { after: "3 hari kerja", post: "kepala", channels: "email+wa", window: "jam kerja" },
    {
      after: "5 hari kerja",
      post: "kepala_daerah",
      channels: "email+wa",
      window: "jam kerja",
      deliver: "digest",
    },
  ],
};

export const someRuleOrShipped = fc.oneof(fc.constant(shippedRule), someRule);
