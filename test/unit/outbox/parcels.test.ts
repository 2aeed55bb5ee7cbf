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

const sizes = (rows: Message[], hasWaited?: (row: Message) => boolean) =>
  sortIntoParcels(rows, hasWaited).map((parcel) => parcel.rows.length);
const isNoted = (row: Message) => row.note !== null;
const isAny = () => true;

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

test("two for one person stay two, but what has waited takes the other with it, and every digest that waits", () => {
  expect(sizes([row({ note: null }), row({ note: null })], isNoted)).toEqual([1, 1]);
  const waited = [row({ note: "jeda" }), row({ note: null }), row({ note: null, recipient: "b" })];
  expect(sizes(waited, isNoted)).toEqual([2, 1]);
  const line = { kind: "digest", note: "jeda" } as const;
  const digests = [row({ ...line, bundle: "Senin" }), row({ ...line, bundle: "Selasa" })];
  expect(sizes(digests, isNoted)).toEqual([2]);
});

test("what was handed over before does not take others with it, nor do alarms and answers", () => {
  expect(sizes([row({ wireId: "W1" }), row({})], isAny)).toEqual([1, 1]);
  expect(sizes([row({ kind: "alarm" }), row({ kind: "reply" }), row({})], isAny)).toEqual([1, 1, 1]);
});

function digestRows(count: number, fields: Partial<Message>): Message[] {
  return Array.from({ length: count }, () => row({ kind: "digest", bundle: "Senin", ...fields }));
}

test("more than five hundred for one telephone are several messages, so that each is named; a mail names any number", () => {
  expect(sizes(digestRows(500, { intended: "wa" }))).toEqual([500]);
  const many = digestRows(1201, { intended: "wa" });
  const parcels = sortIntoParcels(many);
  expect(parcels.map((parcel) => parcel.rows.length)).toEqual([500, 500, 201]);
  expect(parcels.flatMap((parcel) => parcel.rows)).toEqual(many);
  expect(sizes(digestRows(501, { intended: "wa", wireId: "W1" }))).toEqual([501]);
  expect(sizes(digestRows(1201, { intended: "email" }))).toEqual([1201]);
});
