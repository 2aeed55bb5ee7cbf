import type { Db } from "../../../db/open.ts";
import type { Bot } from "../../../src/bot.ts";
import { addCalendarDays, localDate } from "../../../src/calendar/arithmetic.ts";
import { addHoliday, removeHoliday } from "../../../src/calendar/holidays/store.ts";
import { loadCalendars } from "../../../src/calendar/store.ts";
import {
  afterCalendarChange,
  afterPeopleChange,
  afterRuleChange,
} from "../../../src/cli/shared/after-change.ts";
import { openCommandDesk } from "../../../src/cli/shared/command-desk.ts";
import type { ComplaintUpdate } from "../../../src/complaints/contract.ts";
import { applyRule } from "../../../src/desk/apply-rule.ts";
import { emptyCounts } from "../../../src/desk/intake.ts";
import type { Escalation } from "../../../src/escalation/contract.ts";
import type { Message } from "../../../src/outbox/contract.ts";
import { acknowledge, holdByHand, letGo } from "../../../src/escalation/settle.ts";
import { readHolders, deleteHolder, updateHolder } from "../../../src/people/holders/store.ts";
import { loadPeople } from "../../../src/people/store.ts";
import { readUnits } from "../../../src/people/units/store.ts";
import { draftOf } from "../../../src/rules/draft.ts";
import { parseRule } from "../../../src/rules/parse.ts";
import { findRule, saveRule } from "../../../src/rules/store.ts";
import { UserError } from "../../../src/user-error.ts";
import type { Door } from "./doors.ts";
import type { Deed, Says, WrittenRule } from "./life.ts";
import { addPerson, offices, posts, registerNumber } from "./pemda.ts";
import type { Recount } from "./trace.ts";

const wita = { zone: "Asia/Makassar" } as const;
const ruleNames = ["Tindak lanjut pertama", "Prioritas"] as const;

interface Scene {
  /** The book as a command has it open. */
  readonly db: Db;
  /** null while it is off: then a command learns in its place. */
  readonly bot: Bot | null;
  readonly doors: { readonly wa: Door; readonly email: Door };
  readonly now: number;
  readonly recounts: Recount[];
  /** Rows of mails that came back, and when. */
  readonly returned: Map<number, number>;
}

/** The rules with which a life begins. */
export function beginRules(db: Db, written: readonly WrittenRule[], now: number): void {
  for (const index of [0, 1]) saveWritten(db, index, written[index] as WrittenRule, now);
}

function saveWritten(db: Db, index: number, written: WrittenRule, now: number): void {
  const rule = parseRule({
    ...written,
    name: ruleNames[index],
    clock: "response",
    match: index === 0 ? {} : { priority: true },
    order: index === 0 ? 100 : 50,
    active: findRule(db.sql, ruleNames[index] ?? "")?.active ?? true,
  });
  saveRule(db.sql, rule, now);
}

/** Makes one thing happen, as the bot or a command would. */
export function act(deed: Deed, scene: Scene): void {
  const { db, doors, now } = scene;
  switch (deed.do) {
    case "say":
      for (let time = 0; time < deed.times; time++) say(deed, scene);
      return;
    case "confirm":
      confirm(scene);
      return;
    case "absent":
      db.sql
        .prepare("update complaints set missingSince = ? where trackingId = ? and missingSince is null")
        .run(now, idOf(deed.who));
      return;
    case "leave":
    case "join":
    case "move house":
    case "stop":
    case "resume":
      atOnce(db, () => {
        changePeople(deed, db, now);
        afterPeopleChange(db, now);
      });
      return;
    case "refuse":
    case "accept": {
      const holder = seatOf(db, deed.seat);
      for (const door of [doors.wa, doors.email])
        for (const address of [holder?.wa, holder?.email])
          if (address) door.refused[deed.do === "refuse" ? "add" : "delete"](address);
      return;
    }
    case "rule off":
    case "rule on":
    case "edit rule":
      atOnce(db, () => {
        changeRule(deed, db, now);
        afterRuleChange(db, now);
        if (deed.do === "edit rule" && deed.isApplied) apply(deed.rule, db, now);
      });
      return;
    case "holiday":
      changeHoliday(deed, scene);
      return;
    case "door":
      doors[deed.door].set(deed.mood);
      return;
    case "siap":
    case "hold":
    case "let go":
      changeByHand(deed.do, idOf(deed.who), db, now);
      return;
    case "cancel":
    case "bounce":
      atOnce(db, () => takeAway(deed, scene));
      return;
    case "read":
      for (const wireId of db.sql
        .prepare<[], string>("select distinct wireId from outbox where state = 'accepted' order by wireId")
        .pluck()
        .all())
        scene.bot?.noteReceipt(wireId, "read");
      return;
    case "outage":
  }
}

function atOnce(db: Db, work: () => void): void {
  db.sql.transaction(work).immediate();
}

/** Seven, eight and nine digits: the order of ids as text is not that of numbers. */
function idOf(who: number): string {
  return ["9100001", "91000022", "910000333", "9200004"][who] ?? "1";
}

function say({ who, says, source, lag }: Deed & { do: "say" }, { db, bot, now }: Scene): void {
  const update = updateOf(who, says, now);
  const counts = emptyCounts();
  const intake = bot ? bot.desk.intake : openCommandDesk(db).intake;
  intake.receive([update], { source, asOf: now - lag * 60 }, counts, now);
  intake.finish(counts, now);
}

function confirm({ db, bot, now }: Scene): void {
  const ids = db.sql
    .prepare<[], string>("select trackingId from complaints order by trackingId")
    .pluck()
    .all();
  const counts = emptyCounts();
  const intake = bot ? bot.desk.intake : openCommandDesk(db).intake;
  intake.receive(
    ids.map((trackingId) => ({ trackingId })),
    { source: "file", asOf: now },
    counts,
    now,
  );
  intake.finish(counts, now);
}

function updateOf(who: number, says: Says, now: number): ComplaintUpdate {
  const ago = (minutes: number | undefined) => (minutes === undefined ? undefined : now - minutes * 60);
  const office = says.unit && says.unit.code !== "?" ? offices[says.unit.code] : null;
  const name = office ? office.names[says.unit!.spelling % office.names.length] : "Dinas Antah Berantah";
  const update: Record<string, unknown> = {
    trackingId: idOf(who),
    statusRaw: says.status,
    isSecret: false,
    reportedAt: ago(says.reportedAgo),
    disposedAt: ago(says.disposedAgo),
    firstFollowUpAt: ago(says.followedUpAgo),
    lastFollowUpAt: ago(says.lastFollowUpAgo),
    followUpCount: says.followUpCount,
    lastReporterReplyAt: ago(says.repliedAgo),
    classification: says.classification,
    isPriority: says.isPriority,
    // a spelling of the past comes with the id, or not at all
    ...(says.unit ? { opdName: name, opdExternalId: says.unit.spelling === 1 ? undefined : office?.id } : {}),
    ...(says.unit && office?.id && says.unit.spelling === 2 ? { opdExternalId: office.id } : {}),
  };
  for (const key of Object.keys(update)) if (update[key] === undefined) delete update[key];
  return update as unknown as ComplaintUpdate;
}

function seatOf(db: Db, seat: number) {
  const holders = readHolders(db.sql);
  return holders[seat % Math.max(1, holders.length)];
}

function changePeople(deed: Deed, db: Db, now: number): void {
  const today = localDate(wita, now);
  if (deed.do === "join") {
    const { unit, post } = posts[deed.place] ?? posts[0]!;
    const { id } = readUnits(db.sql).find(({ code }) => code === unit)!;
    const number = readHolders(db.sql).reduce((top, holder) => Math.max(top, holder.id), 0) + 100;
    addPerson(db, id, {
      post,
      name: `Orang ${number}`,
      wa: deed.wa,
      email: deed.email,
      number,
      from: deed.fromDays === null ? null : addCalendarDays(today, deed.fromDays),
      kind: "plt",
    });
    return;
  }
  const holder = "seat" in deed ? seatOf(db, deed.seat) : undefined;
  if (!holder) return;
  if (deed.do === "leave" && deed.how === "deleted") deleteHolder(db.sql, holder.id);
  else if (deed.do === "leave") updateHolder(db.sql, { ...holder, toDate: addCalendarDays(today, -1) });
  else if (deed.do === "move house") {
    const wa = holder.wa === null ? null : `+62813${String(now % 100_000_000).padStart(8, "0")}`;
    if (wa) registerNumber(db, wa);
    updateHolder(db.sql, { ...holder, wa, email: holder.email && `baru${now}.${holder.id}@contoh.example` });
  } else
    db.sql
      .prepare("update addresses set stoppedAt = ? where channel = 'wa' and address = ?")
      .run(deed.do === "stop" ? now : null, holder.wa);
}

function changeRule(deed: Deed & { do: "rule off" | "rule on" | "edit rule" }, db: Db, now: number): void {
  if (deed.do === "edit rule") {
    saveWritten(db, deed.rule, deed.written, now);
    return;
  }
  const rule = findRule(db.sql, ruleNames[deed.rule] ?? "");
  if (rule) saveRule(db.sql, { ...draftOf(rule), active: deed.do === "rule on" }, now);
}

function apply(rule: number, db: Db, now: number): void {
  const desk = openCommandDesk(db);
  const found = findRule(db.sql, ruleNames[rule] ?? "");
  if (found) applyRule(desk, desk.office, found, now);
}

function changeHoliday({ how, inDays, place }: Deed & { do: "holiday" }, { db, now, recounts }: Scene): void {
  const date = addCalendarDays(localDate(wita, now), inDays);
  const one = (adding: boolean, isBlink: boolean) => {
    const before = openRuns(db);
    atOnce(db, () => {
      try {
        if (adding)
          addHoliday(db.sql, { date, calendar: place, name: "Libur", kind: "libur_daerah", decree: "SK" });
        else removeHoliday(db.sql, date, place);
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
      }
      afterCalendarChange(db, now);
    });
    recounts.push({
      at: now,
      how: adding ? "add" : "remove",
      isBlink,
      before,
      after: openRuns(db),
      calendars: loadCalendars(db.sql),
      people: loadPeople(db.sql),
    });
  };
  if (how !== "blink") return one(how === "add", false);
  const isThere =
    db.sql.prepare("select 1 from holidays where date = ? and calendar = ?").get(date, place) !== undefined;
  one(!isThere, false);
  one(isThere, true);
}

function openRuns(db: Db): Escalation[] {
  return db.sql.prepare<[], Escalation>("select * from escalations where state <> 'ended' order by id").all();
}

/** What comes back counts as refused; what is cancelled is settled. */
function takeAway(
  { do: what, pick }: Deed & { do: "cancel" | "bounce" },
  { db, now, returned }: Scene,
): void {
  const { outbox, aftermath } = openCommandDesk(db, { wa: true, email: true });
  const rows = db.sql
    .prepare<[string, string], Message>(
      "select * from outbox where state = ? and intended <> ? order by id desc",
    )
    .all(what === "cancel" ? "pending" : "accepted", what === "cancel" ? "" : "wa");
  const row = rows[pick % Math.max(1, rows.length)];
  if (!row) return;
  if (what === "bounce") {
    const together = rows.filter(({ wireId }) => wireId === row.wireId);
    aftermath.noteBounced(together, { note: "dikembalikan", isOurs: false }, now);
    for (const { id } of together) returned.set(id, now);
    return;
  }
  outbox.settle(row, "cancelled", { note: "dibatalkan" });
  aftermath.noteCancelled(row, now);
}

function changeByHand(what: "siap" | "hold" | "let go", trackingId: string, db: Db, now: number): void {
  atOnce(db, () => {
    const { clerk, office } = openCommandDesk(db);
    for (const run of clerk.ofComplaint(trackingId)) {
      if (run.state === "ended") continue;
      if (what === "siap") clerk.change(run.id, (it) => acknowledge(it, "Admin", now), office, now);
      else if (what === "hold" && run.reason !== "manual")
        clerk.change(run.id, (it) => holdByHand(it, "uji"), office, now);
      else if (what === "let go") clerk.change(run.id, letGo, office, now);
    }
  });
}
