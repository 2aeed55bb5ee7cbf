import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Db, openDb } from "../../../db/open.ts";
import { parseLocalInstant } from "../../../src/calendar/format.ts";
import { openAlarms } from "../../../src/desk/alarms.ts";
import { clearMended } from "../../../src/desk/clear-mended.ts";
import { clearAbsent } from "../../../src/desk/door-watch.ts";
import { loadOffice } from "../../../src/desk/office.ts";
import { insertHolder, insertPost } from "../../../src/people/holders/store.ts";
import { insertUnit } from "../../../src/people/units/store.ts";

const now = parseLocalInstant("2026-09-21T09:00", { zone: "Asia/Makassar" });

let db: Db;
let admin: number;

/** A Pemda in which nothing is missing. */
beforeEach(() => {
  db = openDb(":memory:");
  const plain = { sebutan: null, externalId: null, calendar: null };
  const zone = "Asia/Makassar" as const;
  const name = "Pemerintah Kabupaten Contoh";
  const root = insertUnit(db.sql, { ...plain, code: "PEMDA", name, parentId: null, zone });
  const pupr = insertUnit(db.sql, {
    ...plain,
    code: "PUPR",
    name: "Dinas PUPR",
    parentId: root,
    zone: null,
  });
  for (const post of ["kominfo", "kepala_kominfo", "kepala_daerah"]) hold(root, post);
  hold(pupr, "kepala");
  admin = hold(pupr, "admin");
});
afterEach(() => db.close());

function hold(unitId: number, post: string): number {
  insertPost(db.sql, { unitId, post });
  return insertHolder(db.sql, {
    unitId,
    post,
    name: `${post} ${unitId}`,
    kind: "definitif",
    wa: null,
    email: `${post}.${unitId}@contoh.example`,
    fromDate: null,
    toDate: null,
  });
}

function holdRun(trackingId: string, reason: string, ruleId = 1): string {
  return `insert into complaints (trackingId, source, status, firstSeenAt, confirmedAt, isAnonymous, isSecret, syncedAt)
      values ('${trackingId}', 'file', 'unanswered', 1, 1, 1, 0, 1);
    insert into escalations (trackingId, clock, epoch, ruleId, ruleVersionId, anchorAt, state, reason, nextStep, unreachable, reminders, startedAt)
      select '${trackingId}', 'response', 1, ${ruleId}, id, 1, 'held', '${reason}', 1, 0, 0, 1 from ruleVersions where ruleId = ${ruleId};`;
}

const release = "update escalations set state = 'running', reason = null where trackingId = '9100001'";
const vacate = (post: string) => `update holders set leftAt = 1 where post = '${post}'`;
const fill = "update holders set leftAt = null";
const refuse =
  "insert into addresses (channel, address, failures, disabledAt) values ('email', 'admin.2@contoh.example', 2, 1)";

const look = (doors = { wa: false, email: true }) => {
  const alarms = openAlarms(db.sql);
  db.sql.transaction(() => clearMended(db.sql, alarms, loadOffice(db.sql, doors), now))();
  return alarms.open().map(({ cause }) => cause);
};
const raise = (cause: string) => openAlarms(db.sql).raise({ cause, text: "Ada yang kurang." }, now - 60);

describe("every cause that the book shows to be mended stays open until it is, and is cleared then", () => {
  test.each([
    ["no_zone", "update units set zone = null", "update units set zone = 'Asia/Jakarta' where id = 1"],
    [
      "source:file",
      "update sources set lastError = 'rusak', lastErrorAt = 1 where source = 'file'",
      "update sources set lastError = null where source = 'file'",
    ],
    ["stale", holdRun("9100001", "stale"), release],
    ["missing_upstream", holdRun("9100001", "missing_upstream"), release],
    ["rule_off:1", holdRun("9100001", "rule_off") + holdRun("9100002", "rule_off", 2), release],
    [
      'unknown_unit:Dinas "Antah": Berantah',
      `${holdRun("9100001", "unknown_unit")} update complaints set opdIsUnknown = 1, opdName = 'Dinas "Antah": Berantah'`,
      "update complaints set opdIsUnknown = 0",
    ],
    [
      "held_no_calendar:2030",
      "select 1",
      "insert into holidayYears (year, decree) values (2030, 'SKB 3 Menteri')",
    ],
    ["no_recipient:PUPR:kepala", vacate("kepala"), fill],
    ["no_recipient:PUPR:kepala:wa", "select 1", null],
    ["no_recipient:PUPR:kepala:email", vacate("kepala"), fill],
    [
      "no_recipient:PUPR:kepala",
      vacate("kepala"),
      "delete from holders where unitId = 2; delete from posts where unitId = 2; delete from units where id = 2",
    ],
    ["address:email:ADMIN", refuse, "update addresses set disabledAt = null"],
    ["address:email:ADMIN", refuse, "update holders set email = 'baru@contoh.example' where post = 'admin'"],
    ["address:email:ADMIN", refuse, vacate("admin")],
    ["address:email:ADMIN", refuse, "update holders set toDate = '2026-09-20' where post = 'admin'"],
    ["no_kominfo", vacate("kominfo"), fill],
    [
      "no_post:PUPR:kepala",
      "delete from holders where post = 'kepala'; delete from posts where post = 'kepala'",
      "insert into posts (unitId, post) values (2, 'kepala')",
    ],
    ["vacant:PUPR:kepala", vacate("kepala"), fill],
    [
      "no_calendar:2026",
      "delete from holidayYears where year = 2026",
      "insert into holidayYears (year, decree) values (2026, 'SKB 3 Menteri')",
    ],
  ])("%s", (named, spoil, mend) => {
    const cause = named.replace("ADMIN", String(admin));
    raise(cause);
    db.sql.exec(spoil);
    expect(look()).toEqual([cause]);
    if (mend === null) return;
    db.sql.exec(mend);
    expect(look()).toEqual([]);
  });

  test("while no channel is open nobody can say whom one reaches; when one is, that none was is mended", () => {
    for (const cause of ["no_channel", "vacant:PUPR:kepala"]) raise(cause);
    expect(look({ wa: false, email: false })).toEqual(["no_channel", "vacant:PUPR:kepala"]);
    expect(look()).toEqual([]);
  });

  test("before a zone was chosen nothing of the doctor's is taken for mended", () => {
    db.sql.exec("update units set zone = null");
    for (const cause of ["no_calendar:2030", "vacant:PUPR:kepala"]) raise(cause);
    expect(look()).toHaveLength(2);
  });

  test("what only its own watch can know stays", () => {
    const others = ["clock", "door:email", "lapor_list", "lapor_skipped", "source:lapor", "wa:deaf"];
    for (const cause of [...others, "note:backwards:9100001"]) raise(cause);
    expect(look()).toEqual([...others, "note:backwards:9100001"].toSorted());
  });
});

test("a door that was taken out of the settings leaves no alarm behind, the other keeps its own", () => {
  const causes = ["wa:deaf", "wa:logged_out", "wa:replaced", "wa:restricted", "wa:version", "door:wa"];
  for (const cause of [...causes, "door:email", "door:folder", "clock"]) raise(cause);
  const alarms = openAlarms(db.sql);
  clearAbsent(alarms, (channel) => channel === "email", now);
  expect(alarms.open().map(({ cause }) => cause)).toEqual(["clock", "door:email", "door:folder"]);
});
