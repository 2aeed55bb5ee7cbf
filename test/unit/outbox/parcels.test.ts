import { expect, test } from "vitest";
import type { Message } from "../../../src/outbox/contract.ts";
import { sortIntoParcels } from "../../../src/outbox/parcels.ts";

let nextId = 1;

function row(fields: Partial<Message>): Message {
  return {
    id: nextId++,
    intended: "email",
    recipient: "a@contoh.example",
    kind: "step",
    bundle: null,
    wireId: null,
    ...fields,
  } as Message;
}

const sizes = (rows: Message[]) => sortIntoParcels(rows).map((parcel) => parcel.rows.length);

test("three messages for one person stay three, four become one", () => {
  expect(sizes([row({}), row({}), row({})])).toEqual([1, 1, 1]);
  expect(sizes([row({}), row({}), row({}), row({})])).toEqual([4]);
});

test("a burst for one person leaves others alone", () => {
  const burst = [row({}), row({}), row({}), row({})];
  expect(sizes([...burst, row({ recipient: "b@contoh.example" })])).toEqual([4, 1]);
});

test("the lines of one digest travel together, each person and each channel apart", () => {
  const line = { kind: "digest", bundle: "digest 8" } as const;
  const rows = [
    row(line),
    row(line),
    row({ ...line, recipient: "b@contoh.example" }),
    row({ ...line, intended: "wa" }),
  ];
  expect(sizes(rows)).toEqual([2, 1, 1]);
});

test("alarms and answers are never bundled", () => {
  expect(
    sizes([row({ kind: "alarm" }), row({ kind: "alarm" }), row({ kind: "reply" }), row({ kind: "alarm" })]),
  ).toEqual([1, 1, 1, 1]);
});

test("what travelled together before goes out together again, under the same id", () => {
  const parcels = sortIntoParcels([row({ wireId: "W1" }), row({}), row({ wireId: "W1" })]);
  expect(parcels.map(({ wireId, rows }) => [wireId, rows.length])).toEqual([
    ["W1", 2],
    [null, 1],
  ]);
});
