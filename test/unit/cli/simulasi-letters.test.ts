import * as fc from "fast-check";
import { expect, test } from "vitest";
import { lettersOf } from "../../../src/cli/simulasi/figures.ts";
import type { Message } from "../../../src/outbox/contract.ts";
import { sortIntoParcels } from "../../../src/outbox/parcels.ts";
import type { SimulatedMessage } from "../../../src/simulation/lines.ts";

type Fields = Pick<SimulatedMessage, "at" | "kind" | "to" | "channel">;

const message = (fields: Partial<Fields>) =>
  ({
    at: "2026-11-23T07:30:00+08:00",
    kind: "step",
    to: "a@contoh.example",
    channel: "email",
    ...fields,
  }) as SimulatedMessage;

const times = (count: number, fields: Partial<Fields> = {}) =>
  Array.from({ length: count }, () => message(fields));

const noon = "2026-11-23T12:00:00+08:00";

test.each([
  ["three at one moment are three", times(3), 3],
  ["four at one moment are one, as the bot sends them", times(4), 1],
  ["reminders count with the news", [...times(2), ...times(2, { kind: "reminder" })], 1],
  ["another moment is another letter", [...times(3), ...times(3, { at: noon })], 6],
  ["another person", [...times(2), ...times(2, { to: "b@contoh.example" })], 4],
  ["another channel", [...times(2), ...times(2, { channel: "wa" })], 4],
  ["the lines of a digest are one, beside the news", [...times(9, { kind: "digest" }), ...times(2)], 3],
  ["alarms speak for themselves", times(5, { kind: "alarm" }), 5],
  ["and so do moved complaints", times(5, { kind: "moved" }), 5],
])("%s", (_, messages, letters) => {
  expect(lettersOf(messages)).toHaveLength(letters);
});

test("the first of a burst stands for all of it, in the order of the messages", () => {
  const burst = times(4);
  const alarm = message({ kind: "alarm" });
  expect(lettersOf([alarm, ...burst])).toEqual([alarm, burst[0]]);
  expect(lettersOf([alarm, ...burst])[1]).toBe(burst[0]);
});

test("at any one moment there are as many letters as the outbox makes parcels", () => {
  const fields = fc.record({
    kind: fc.constantFrom("step", "reminder", "digest", "moved", "alarm"),
    to: fc.constantFrom("a@contoh.example", "b@contoh.example"),
    channel: fc.constantFrom("wa", "email"),
  });
  fc.assert(
    fc.property(fc.array(fields, { minLength: 8, maxLength: 40, size: "max" }), (drawn) => {
      const rows = drawn.map(({ kind, to, channel }, index) => ({
        id: index,
        kind,
        recipient: to,
        intended: channel,
        wireId: null,
        bundle: kind === "digest" ? "digest 1" : null,
      }));
      expect(lettersOf(drawn.map(message))).toHaveLength(sortIntoParcels(rows as Message[]).length);
    }),
  );
});
