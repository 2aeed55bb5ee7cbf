import { describe, test } from "vitest";
import { until as waitFor } from "../../support/fake-whatsapp/rig.ts";
import { type Fault, tryOften } from "../../support/faults/try-fault.ts";
import type { TwoDoors } from "../../support/two-doors.ts";

// The disk is full at the worst moments: SQLite's own error, at one kind of write.

const fullAt =
  (write: string) =>
  ({ db }: TwoDoors): void => {
    const pages = db.sql.pragma("page_count", { simple: true }) as number;
    db.sql.pragma(`max_page_count = ${pages + 200}`);
    let strikes = 0;
    db.sql.function("strike", () => ++strikes);
    db.sql.exec(`create table filler (bytes blob);
      create temp trigger full before ${write} begin insert into filler values (zeroblob(9000000 + strike())); end`);
    strikesOf.set(db, () => strikes);
  };

const strikesOf = new WeakMap<TwoDoors["db"], () => number>();

const empty = ({ db }: TwoDoors) => void db.sql.exec("drop trigger full");

const isReceiptThere = ({ rows }: TwoDoors) =>
  rows().some(({ state, deliveredAt }) => state === "sending" && deliveredAt);

const told = { logs: /SQLITE_FULL|database or disk is full/u, hasStruck: () => true };

const faults: Fault[] = [
  {
    fault: "store fails: before a message leaves",
    door: "wa",
    strike: fullAt("insert on envelopes"),
    heal: empty,
    ...told,
  },
  {
    fault: "store fails: WhatsApp's keys",
    door: "wa",
    strike: fullAt("insert on waAuth when new.type = 'session'"),
    heal: empty,
  },
  {
    fault: "store fails: after WhatsApp's ack",
    door: "wa",
    strike: fullAt("update of acceptedAt on outbox when new.acceptedAt is not null"),
    async heal(pemda) {
      await waitFor(() => isReceiptThere(pemda)); // which proves what could not be written down
      empty(pemda);
    },
    ...told,
  },
  {
    fault: "store fails: after the mail server's 250",
    door: "email",
    why: "that it was taken could not be written down; the same Message-ID goes out again",
    strike: fullAt("update of acceptedAt on outbox when new.acceptedAt is not null"),
    async heal(pemda) {
      await waitFor(() => (strikesOf.get(pemda.db)?.() ?? 0) > 1); // it tries once more, a moment later
      empty(pemda);
    },
    ...told,
  },
];

describe("a store that fails to write", () => {
  test.for(faults)("$fault", { timeout: 900_000 }, tryOften);
});
