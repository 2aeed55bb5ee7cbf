import { expect, test } from "vitest";
import { openDb } from "../../../db/open.ts";
import { deliverAnswer } from "../../../src/desk/replies/deliver.ts";
import { openRecords } from "../../../src/desk/replies/records.ts";
import { openOutboxStore } from "../../../src/outbox/store.ts";

test("answers do not count against what a person is sent unasked, and go before all that waits", () => {
  const { sql } = openDb(":memory:");
  const outbox = openOutboxStore(sql);
  const now = 1_795_000_000;
  const to = { channel: "wa", address: "+6281200000001", person: "Budi", holderId: 1 } as const;
  outbox.enqueue(
    {
      key: "e1/1/0/h1/wa",
      channel: "wa",
      intended: "wa",
      recipient: to.address,
      holderId: 1,
      person: "Budi",
      kind: "alarm",
      trackingId: null,
      escalationId: null,
      step: null,
      round: 0,
      occurrence: null,
      unitId: null,
      post: null,
      reason: "alarm",
      data: null,
      bundle: null,
      fallback: null,
      dueAt: now - 60,
      notBefore: now - 60,
    },
    now - 60,
  );
  deliverAnswer(
    { outbox, records: openRecords(sql) },
    { ...to, key: "a" },
    { outcome: "help", text: "…" },
    now,
  );
  const [first, second] = outbox.due("wa", now);
  expect([first?.key, second?.key]).toEqual(["reply/a", "e1/1/0/h1/wa"]);
  for (const row of outbox.due("wa", now)) {
    outbox.markSending([row], `WIRE ${row.key}`);
    outbox.settle(row, "accepted", { acceptedAt: now });
  }
  expect(outbox.recent("wa", to.address, now - 60)).toEqual({ count: 1, lastAt: now });
});
