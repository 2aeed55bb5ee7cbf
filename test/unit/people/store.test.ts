import { randomInt } from "node:crypto";
import { expect, test } from "vitest";
import { postKey } from "../../../src/people/post-key.ts";
import { createInvite, inviteLifetime, redeemInvite } from "../../../src/people/store.ts";
import { deleteHolder, insertPost } from "../../../src/people/holders/store.ts";
import { countUses, deleteUnit } from "../../../src/people/units/store.ts";
import { addHolder, addUnit, emptyBook, loadPeople, unitByCode } from "./book.ts";

const now = 1_795_000_000;

test("an empty book has no people", () => {
  const people = loadPeople(emptyBook().sql);
  expect(people.root).toBeNull();
  expect(people.units.size).toBe(0);
  expect(people.holdersByPost.size).toBe(0);
});

test("the calendar of a unit is its own, that of its zone, or its nearest ancestor's", () => {
  const db = emptyBook();
  const pemda = addUnit(db, "pemda", { calendar: "utama" });
  const dinkes = addUnit(db, "dinkes", { parentId: pemda });
  addUnit(db, "rsud", { parentId: dinkes, calendar: "rsud" });
  const pulau = addUnit(db, "pulau", { parentId: dinkes, zone: "Asia/Jayapura" });
  addUnit(db, "puskesmas", { parentId: pulau });
  const people = loadPeople(db.sql);
  const calendars = people.units.values().map(({ code, calendar }) => [code, calendar]);
  expect(Object.fromEntries(calendars)).toEqual({
    pemda: "utama",
    dinkes: "utama",
    rsud: "rsud",
    pulau: "zona-wit",
    puskesmas: "zona-wit",
  });
});

test("as long as none was chosen there is no calendar", () => {
  const db = emptyBook();
  addUnit(db, "pemda");
  expect(unitByCode(loadPeople(db.sql), "pemda").calendar).toBeNull();
});

test.each([
  ["registeredAt = 1", { waUsable: true }],
  ["registeredAt = null", { waUsable: false }],
  ["registeredAt = 1, stoppedAt = 2", { waUsable: false, waStopped: true }],
  ["stoppedAt = 2", { waUsable: false, waStopped: true }],
  ["registeredAt = 1, disabledAt = 2", { waUsable: false, waStopped: false }],
])("a number with %s: %j", (set, expected) => {
  const db = emptyBook();
  addHolder(db, addUnit(db, "pemda"), "kominfo", { wa: "+6281200000001" });
  db.sql.prepare("insert into addresses (channel, address) values ('wa', '+6281200000001')").run();
  db.sql.prepare(`update addresses set ${set}`).run();
  expect(loadPeople(db.sql).holdersByPost.get(postKey(1, "kominfo"))?.[0]).toMatchObject(expected);
});

test.each([
  [null, { waUsable: false, emailUsable: true }],
  ["disabledAt = 2", { emailUsable: false }],
  ["stoppedAt = 2", { emailUsable: false }],
  ["failures = 1", { emailUsable: true }],
])("a mailbox with %s: %j", (set, expected) => {
  const db = emptyBook();
  addHolder(db, addUnit(db, "pemda"), "kominfo", { email: "a@example.com" });
  if (set !== null)
    db.sql.prepare("insert into addresses (channel, address) values ('email', 'a@example.com')").run();
  if (set !== null) db.sql.prepare(`update addresses set ${set}`).run();
  expect(loadPeople(db.sql).holdersByPost.get(postKey(1, "kominfo"))?.[0]).toMatchObject(expected);
});

test("who has neither number nor mailbox can be reached by neither", () => {
  const db = emptyBook();
  addHolder(db, addUnit(db, "pemda"), "kominfo");
  const [holder] = loadPeople(db.sql).holdersByPost.get(postKey(1, "kominfo")) ?? [];
  expect(holder).toMatchObject({ waUsable: false, emailUsable: false });
});

test("a unit with holders or complaints cannot be taken away, a bare one goes with posts and aliases", () => {
  const db = emptyBook();
  const unit = addUnit(db, "dinkes", { aliases: ["Dinkes"] });
  const holder = addHolder(db, unit, "admin");
  expect(countUses(db.sql, unit)).toEqual({ complaints: 0, children: 0, holders: 1 });
  expect(() => deleteUnit(db.sql, unit)).toThrow("FOREIGN KEY");
  deleteHolder(db.sql, holder);
  insertPost(db.sql, { unitId: unit, post: "kepala" });
  deleteUnit(db.sql, unit);
  for (const table of ["units", "posts", "unitAliases", "holders"])
    expect(db.sql.prepare(`select count(*) from ${table}`).pluck().get()).toBe(0);
});

function invited() {
  const db = emptyBook();
  const holder = addHolder(db, addUnit(db, "pemda"), "kominfo", { wa: "+6281200000099" });
  return { db, holder, code: createInvite(db.sql, holder, randomInt, now) };
}

test("a code of eight clear signs links a number to its holder, once", () => {
  const { db, holder, code } = invited();
  expect(code).toMatch(/^[34679ACDEFGHJKMNPQRTVWXY]{8}$/u);
  expect(JSON.stringify(db.sql.prepare("select * from invites").all())).not.toContain(code);
  expect(redeemInvite(db.sql, code, { number: "+6281200000001", now: now + 5, today: "2026-11-23" })).toEqual(
    {
      kind: "registered",
      holderId: holder,
    },
  );
  expect(loadPeople(db.sql).holdersByPost.get(postKey(1, "kominfo"))?.[0]).toMatchObject({
    wa: "+6281200000001",
    waUsable: true,
  });
  expect(redeemInvite(db.sql, code, { number: "+6281200000002", now: now + 6, today: "2026-11-23" })).toEqual(
    { kind: "used" },
  );
  expect(db.sql.prepare("select usedAt, usedBy from invites").get()).toEqual({
    usedAt: now + 5,
    usedBy: "+6281200000001",
  });
});

test.each([
  [
    "lower case and spaces",
    (code: string) => ` ${code.toLowerCase().slice(0, 4)} ${code.slice(4)}`,
    "registered",
  ],
  ["a hyphen", (code: string) => `${code.slice(0, 4)}-${code.slice(4)}`, "registered"],
  ["a sign too few", (code: string) => code.slice(1), "unknown"],
  ["nothing", () => "", "unknown"],
])("a code with %s", (_, dress, kind) => {
  const { db, code } = invited();
  expect(redeemInvite(db.sql, dress(code), { number: "+6281200000001", now, today: "2026-11-23" }).kind).toBe(
    kind,
  );
});

test("a code lives seven days, and no longer than its holder stays", () => {
  const last = invited();
  expect(
    redeemInvite(last.db.sql, last.code, {
      number: "+6281200000001",
      now: now + inviteLifetime - 1,
      today: "2026-11-23",
    }).kind,
  ).toBe("registered");
  const late = invited();
  expect(
    redeemInvite(late.db.sql, late.code, {
      number: "+6281200000001",
      now: now + inviteLifetime,
      today: "2026-11-23",
    }).kind,
  ).toBe("expired");
  const gone = invited();
  gone.db.sql.prepare("update holders set leftAt = ?").run(now);
  expect(
    redeemInvite(gone.db.sql, gone.code, { number: "+6281200000001", now, today: "2026-11-23" }).kind,
  ).toBe("expired");
  expect(gone.db.sql.prepare("select count(*) from addresses").pluck().get()).toBe(0);
});

test("a new code ends the one before", () => {
  const { db, holder, code } = invited();
  const next = createInvite(db.sql, holder, randomInt, now);
  expect(redeemInvite(db.sql, code, { number: "+6281200000001", now, today: "2026-11-23" }).kind).toBe(
    "unknown",
  );
  expect(redeemInvite(db.sql, next, { number: "+6281200000001", now, today: "2026-11-23" }).kind).toBe(
    "registered",
  );
});

test("registering again is consent: STOP and failures of the number are forgotten", () => {
  const { db, code } = invited();
  db.sql
    .prepare(
      "insert into addresses (channel, address, stoppedAt, disabledAt, failures) values ('wa', ?, 1, 2, 2)",
    )
    .run("+6281200000001");
  redeemInvite(db.sql, code, { number: "+6281200000001", now, today: "2026-11-23" });
  expect(db.sql.prepare("select * from addresses").all()).toMatchObject([
    { registeredAt: now, stoppedAt: null, disabledAt: null, failures: 0 },
  ]);
});

test("a holder is taken away with the invites", () => {
  const { db, holder } = invited();
  deleteHolder(db.sql, holder);
  expect(db.sql.prepare("select count(*) from invites").pluck().get()).toBe(0);
});
