import { appendFileSync, cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { afterCalendarChange } from "../../src/cli/shared/after-change.ts";
import { parseDuration } from "../../src/calendar/durations.ts";
import { applyRule } from "../../src/desk/apply-rule.ts";
import { openDesk } from "../../src/desk/desk.ts";
import { loadOffice } from "../../src/desk/office.ts";
import { draftOf, type RuleDraft } from "../../src/rules/draft.ts";
import type { Message } from "../../src/outbox/contract.ts";
import { findRule, saveRule, setRuleActive } from "../../src/rules/store.ts";
import { type MailSink, openMailSink } from "../support/mail-sink.ts";
import { at, openStory, type Story } from "../support/story.ts";

const complaint = {
  trackingId: "9100001",
  statusRaw: "Belum Ditindaklanjuti",
  opdExternalId: "90001",
  opdName: "Dinas PUPR",
  classification: "pengaduan_tidak_berkadar" as const,
  isSecret: false,
  disposedAt: at("2026-11-23T09:00"),
};
const responseRule = "Tindak lanjut pertama";

let story: Story;
beforeEach(() => {
  story = openStory({ begin: "2026-11-23T09:00" });
});
afterEach(() => {
  expect(story.errors).toEqual([]);
  story.close();
});

const heads = (lines: string[]) => lines.filter((line) => / kepala /u.test(line));

/** Changes the response rule and applies it to what is open, as `aturan atur` and `aturan terapkan` do. */
async function changeAndApply(change: (draft: RuleDraft) => RuleDraft): Promise<void> {
  await story.kominfo((db) => {
    const rule = findRule(db.sql, responseRule);
    if (!rule) throw new Error("no rule");
    const saved = saveRule(db.sql, change(draftOf(rule)), story.now());
    const office = loadOffice(db.sql, { wa: false, email: false });
    applyRule(openDesk({ db, office: () => office, onPoison: () => {} }), office, saved, story.now());
  });
}

describe("section 7: when rules, people or calendars change while complaints are open", () => {
  test("person, number, address, Plt: at once; a message already sent is not repeated", async () => {
    await story.learn(complaint);
    story.told();
    await story.kominfo(({ sql }) => {
      sql
        .prepare("update holders set name = 'Admin Baru', wa = '+6281200000077' where id = ?")
        .run(story.people.adminPupr);
    });
    expect(story.told()).toEqual([]);
    await story.until("2026-11-24T09:00");
    expect(story.told()).toEqual(["11-24 09:00 reminder wa admin Admin Baru"]);
  });

  test("template: next message", async () => {
    const folder = join(story.folder, "templates");
    cpSync(join(import.meta.dirname, "../../templates"), folder, { recursive: true });
    story.useTemplates(folder);
    await story.learn(complaint);
    const file = join(folder, "step/wa.eta");
    writeFileSync(file, `${readFileSync(file, "utf8")}\nSalam dari Kominfo`);
    await story.until("2026-11-24T09:00");
    const texts = story.texts();
    expect(texts.at(0)).not.toContain("Salam dari Kominfo");
    expect(texts.at(-1)).toContain("Salam dari Kominfo");
    appendFileSync(file, "<% if (");
    await story.until("2026-11-25T09:00"); // broken: the words stay as they were
    expect(story.texts().at(-1)).toContain("Salam dari Kominfo");
    expect(story.errors.splice(0)).toHaveLength(1);
  });

  test("delay, reminders, channels, window of a rule: new escalations only", async () => {
    await story.learn(complaint);
    await story.kominfo(({ sql }) => {
      const rule = findRule(sql, responseRule);
      if (!rule) throw new Error("no rule");
      const draft = draftOf(rule);
      const steps = draft.steps.map((step, index) =>
        index === 1 ? { ...step, after: parseDuration("1 hari kerja") } : step,
      );
      saveRule(sql, { ...draft, steps }, story.now());
    });
    await story.learn({ ...complaint, trackingId: "9100002" });
    story.told();
    await story.until("2026-11-24T12:00");
    expect(
      story.ask("select group_concat(trackingId) from outbox where step = 2 and intended = 'email'"),
    ).toBe("9100002");
    await story.until("2026-11-26T12:00");
    expect(
      story.ask("select group_concat(trackingId) from outbox where step = 2 and intended = 'email'"),
    ).toBe("9100002,9100001");
  });

  test("terapkan rebases the open ones from their own anchor; what would already be past comes one working hour from now, one step only", async () => {
    await story.learn(complaint);
    await story.until("2026-11-25T10:00");
    story.told();
    await changeAndApply((draft) => ({
      ...draft,
      steps: draft.steps.map((step, index) =>
        index > 0 ? { ...step, after: parseDuration("1 hari kerja") } : step,
      ),
    }));
    expect(story.told()).toEqual([]);
    await story.until("2026-11-25T11:00");
    expect(heads(story.told())).toHaveLength(2);
    await story.until("2026-11-26T10:59");
    expect(story.told().filter((line) => line.includes("kepala_daerah"))).toEqual([]);
    expect(story.ask("select anchorAt from escalations where clock = 'response'")).toBe(
      at("2026-11-23T09:00"),
    );
  });

  test("a step removed: the next surviving step; never fires at the moment of saving", async () => {
    await story.learn(complaint);
    await story.until("2026-11-26T08:00");
    story.told();
    await changeAndApply((draft) => ({
      ...draft,
      steps: draft.steps.filter(({ post }) => post !== "kepala"),
    }));
    expect(story.told()).toEqual([]);
    await story.until("2026-11-30T23:00");
    expect(heads(story.told())).toEqual([]);
    await story.until("2026-12-01T08:00");
    expect(story.told()).toEqual(["12-01 08:00 digest email kepala_daerah Bupati"]);
  });

  test("the step that was told is removed: levels still only rise", async () => {
    await story.learn(complaint);
    await story.until("2026-11-26T12:00");
    story.told();
    await changeAndApply((draft) => ({
      ...draft,
      steps: draft.steps.filter(({ post }) => post !== "kepala"),
    }));
    await story.until("2026-12-01T08:00");
    expect(story.told()).toEqual(["12-01 08:00 digest email kepala_daerah Bupati"]);
  });

  test("rule switched off: held(rule_off), unsent messages superseded, one line to Kominfo; on again, it goes on", async () => {
    await story.until("2026-11-23T21:00");
    await story.learn({ ...complaint, disposedAt: at("2026-11-23T21:00") });
    await story.kominfo(({ sql }) => setRuleActive(sql, 1, false));
    expect(story.ask("select state || ' ' || reason from escalations where clock = 'response'")).toBe(
      "held rule_off",
    );
    await story.until("2026-11-24T12:00");
    expect(story.told()).toEqual(["11-24 07:00 alarm email kominfo Kominfo"]);
    await story.kominfo(({ sql }) => setRuleActive(sql, 1, true));
    expect(story.told().filter((line) => line.includes("step"))).toEqual([
      "11-24 12:00 step wa admin Admin PUPR",
    ]);
  });

  test("holiday added: every open due moment is computed again", async () => {
    await story.learn(complaint);
    story.told();
    await story.kominfo((db) => {
      addHoliday(db.sql, "2026-11-25");
      afterCalendarChange(db, story.now());
    });
    await story.until("2026-11-27T08:59");
    expect(heads(story.told())).toEqual([]);
    await story.until("2026-11-27T09:00");
    expect(heads(story.told())).toHaveLength(2);
  });

  test("holiday removed: what moved earlier fires not before one working hour from now; what happened stays", async () => {
    await story.kominfo(({ sql }) => addHoliday(sql, "2026-11-25"));
    await story.learn(complaint);
    await story.until("2026-11-26T10:00");
    story.told();
    await story.kominfo((db) => {
      db.sql.exec("delete from holidays where date = '2026-11-25'");
      afterCalendarChange(db, story.now());
    });
    expect(story.told()).toEqual([]);
    await story.until("2026-11-26T10:59");
    expect(heads(story.told())).toEqual([]);
    await story.until("2026-11-26T11:00");
    expect(heads(story.told())).toHaveLength(2);
  });

  test("classification changed: the rule that now matches, same anchor, same step", async () => {
    await story.learn(complaint);
    await story.learn({ trackingId: "9100001", statusRaw: "Proses" });
    story.told();
    await story.until("2026-11-26T12:00");
    await story.learn({ trackingId: "9100001", classification: "permintaan_informasi" });
    expect(story.ask("select anchorAt from escalations where clock = 'completion'")).toBe(
      at("2026-11-23T09:00"),
    );
    await story.until("2026-11-27T12:00"); // four working days instead of eleven
    expect(story.told()).toEqual(["11-27 09:00 step wa admin Admin PUPR"]);
    expect(story.ask("select count(*) from escalations where clock = 'completion'")).toBe(1);
  });
});

function addHoliday(sql: Story["db"]["sql"], date: string): void {
  sql
    .prepare(
      "insert into holidays (date, name, kind, decree) values (?, 'Hari Jadi', 'libur_daerah', 'SK Bupati 1/2026')",
    )
    .run(date);
}

describe("section 7: a number that meant another step before", () => {
  let sink: MailSink;
  const forDlh = { ...complaint, opdExternalId: "90002", opdName: "Dinas Lingkungan Hidup" };
  beforeEach(async () => {
    story.close();
    sink = await openMailSink();
    story = openStory({ begin: "2026-11-23T09:00", mail: sink });
  });
  afterEach(() => sink.close());
  const refuseOne = () => sink.fail({ at: "recipient", answer: "550 5.1.1 tidak ada" }, 1);

  test("the regional head, now step 2, is refused: what the head was told as step 2 is no hope for him", async () => {
    await story.learn(forDlh);
    await story.until("2026-11-26T12:00"); // admin and head were told
    await changeAndApply(withoutAdmin);
    refuseOne();
    await story.until("2026-12-01T08:30");
    expect(story.ask("select group_concat(post || ' ' || state) from outbox where step = 2")).toContain(
      "kepala_daerah failed",
    );
    expect(run("state || ' ' || reason || ' ' || nextStep")).toBe("held no_recipient 2");
    expect(story.told()).toContain("12-01 08:00 alarm email kominfo Kominfo");
  });

  test("what was told as step 2 comes back late: the regional head stays told, and is told once", async () => {
    await story.learn(forDlh);
    await story.until("2026-11-26T12:00");
    await changeAndApply(withoutAdmin);
    await story.until("2026-12-01T12:00");
    const before = run("nextStep || ' ' || toldAt");
    bounce("step = 2 and post = 'kepala'");
    await story.until("2026-12-04T12:00");
    expect(run("nextStep || ' ' || toldAt")).toBe(before);
    expect(story.told().filter((line) => line.includes("kepala_daerah"))).toHaveLength(1);
  });

  test("only times changed: what comes back after it takes its step back as before", async () => {
    await story.learn(forDlh);
    await changeAndApply((draft) => ({ ...draft, limit: parseDuration("6 hari kerja") }));
    bounce("step = 1");
    await story.settle();
    expect(run("nextStep || ' ' || coalesce(toldAt, '-') || ' ' || reason")).toBe("1 - no_recipient");
  });

  test("the head, now step 1, was told last: her SIAP counts, and her mail that comes back takes the step back", async () => {
    await story.learn(forDlh, { ...forDlh, trackingId: "9100002" });
    await story.until("2026-11-26T12:00");
    await changeAndApply(withoutAdmin);
    expect(await story.reply({ ...ofHead, text: "SIAP 9100002" })).toContain("tercatat sudah diterima");
    expect(runOf("9100002")("nextStep || ' ' || ackedBy")).toBe("2 Kepala DLH");
    bounce("step = 2 and post = 'kepala' and trackingId = '9100001'");
    await story.until("2026-11-26T13:00"); // its window; that address is not asked again
    expect(run("nextStep || ' ' || reason")).toBe("1 no_recipient");
  });

  test("the head's SIAP after the regional head, now step 2, was told: it went up already", async () => {
    await story.learn(forDlh);
    await story.until("2026-11-26T12:00");
    await changeAndApply(withoutAdmin);
    await story.until("2026-12-01T12:00");
    expect(await story.reply({ ...ofHead, text: "SIAP 9100001" })).toContain(
      "sudah naik ke jenjang berikutnya",
    );
    expect(run("ackedBy")).toBeNull();
  });
});

const runOf = (trackingId: string) => (columns: string) =>
  story.ask(`select ${columns} from escalations where clock = 'response' and trackingId = '${trackingId}'`);
const run = runOf("9100001");
const ofHead = { from: "kepala.dlh@contoh.example", channel: "email" } as const;

function withoutAdmin(draft: RuleDraft): RuleDraft {
  return { ...draft, steps: draft.steps.filter(({ post }) => post !== "admin") };
}

/** The mail server gives back what it had taken. */
function bounce(which: string): void {
  const rows = story.db.sql.prepare<[], Message>(`select * from outbox where ${which}`).all();
  expect(rows).toHaveLength(1);
  story
    .bot()
    .desk.aftermath.noteBounced(rows, { note: "dikembalikan server surat", isOurs: false }, story.now());
}
