import { expect, test } from "vitest";
import { afterClose, usualBackoff } from "../../../src/connections/whatsapp/reconnect.ts";

test.each([
  { why: "line lost", code: 428, failures: 0, state: "closed", most: 2_000 },
  { why: "line lost again", code: 428, failures: 3, state: "closed", most: 16_000 },
  { why: "silent", code: 408, failures: 1, state: "closed", most: 4_000 },
  { why: "WhatsApp busy", code: 503, failures: 2, state: "closed", most: 8_000 },
  { why: "version too old", code: 405, failures: 0, state: "closed", most: 2_000 },
  { why: "no known reason", code: null, failures: 0, state: "closed", most: 2_000 },
  { why: "lost all night", code: 428, failures: 5_000, state: "closed", most: 300_000 },
  { why: "after pairing", code: 515, failures: 4, state: "connecting", most: 0 },
  { why: "replaced", code: 440, failures: 0, state: "replaced", most: 60_000 },
  { why: "replaced thrice", code: 440, failures: 2, state: "replaced", most: 240_000 },
  { why: "replaced for good", code: 440, failures: 9, state: "replaced", most: 300_000 },
])("$why ($code, $failures before): $state, within $most ms but no sooner than half", (row) => {
  const { code, failures, state, most } = row;
  const waitAt = (random: number) => afterClose({ code, failures, random }, usualBackoff);
  expect(waitAt(0)).toEqual({ state, waitMs: most / 2 });
  expect(waitAt(0.999_999)).toEqual({ state, waitMs: most });
});

test.each([401, 403])("%i: never again by itself", (code) => {
  const closed = { code, failures: 0, random: 0.5 };
  expect(afterClose(closed, usualBackoff)).toEqual({ state: "logged_out", waitMs: null });
});
