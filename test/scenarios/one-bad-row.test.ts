import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { home } from "../../src/paths.ts";
import { at, openStory, type Story } from "../support/story.ts";

const bad = "9100003";

const complaintOf = (trackingId: string) => ({
  trackingId,
  title: "Jalan berlubang",
  statusRaw: "Belum Ditindaklanjuti",
  opdExternalId: "90001",
  isSecret: false,
  reportedAt: at("2026-11-23T05:00"),
});

let story: Story;
beforeEach(async () => {
  story = openStory({ begin: "2026-11-23T06:00" });
  const ids = ["9100001", "9100002", bad, "9100004", "9100005"];
  await story.learn(...ids.map(complaintOf));
});
afterEach(() => story.close());

test.each([
  {
    what: "cannot be judged",
    spoil: `update complaints set pauses = 'bukan JSON' where trackingId = '${bad}'`,
    mend: `update complaints set pauses = null where trackingId = '${bad}'`,
  },
  {
    what: "cannot be written",
    spoil: `create trigger spoiled before insert on escalationLog
      when new.escalationId = (select id from escalations where trackingId = '${bad}' and clock = 'response')
      begin select raise(abort, 'rusak'); end`,
    mend: "drop trigger spoiled",
  },
  {
    what: "has a message that cannot be written",
    spoil: `create trigger spoiled before insert on outbox when new.trackingId = '${bad}'
      begin select raise(abort, 'rusak'); end`,
    mend: "drop trigger spoiled",
  },
])(
  "one run that $what stops no other: it is reported, nothing half of it stays, and it comes back in an hour",
  async ({ spoil, mend }) => {
    story.db.sql.exec(spoil);
    await story.until("2026-11-23T07:30");
    const messagesOf = (where: string) =>
      story.ask(`select count(*) from outbox where kind = 'step' and trackingId ${where}`);
    expect(messagesOf(`<> '${bad}'`)).toBe(4);
    expect(messagesOf(`= '${bad}'`)).toBe(0);
    const ofBad = `from escalations where clock = 'response' and trackingId = '${bad}'`;
    expect(story.ask(`select nextStep ${ofBad}`)).toBe(1);
    expect(story.ask(`select dueAt ${ofBad}`)).toBe(at("2026-11-23T08:00"));
    expect(story.ask(`select count(*) from escalationLog where escalationId = (select id ${ofBad})`)).toBe(0);
    expect(story.errors).toHaveLength(1);

    story.db.sql.exec(mend);
    await story.until("2026-11-23T08:00");
    expect(messagesOf(`= '${bad}'`)).toBe(1);
    expect(story.errors).toHaveLength(1);
  },
);

test("words that can be written for each alone but not together stop no other: they are reported, and come in an hour", async () => {
  const templates = join(story.folder, "templates");
  cpSync(join(home, "templates"), templates, { recursive: true });
  const digest = join(templates, "digest/wa.eta");
  const written = readFileSync(digest);
  writeFileSync(digest, "<% throw new Error('rusak') %>");
  story.useTemplates(templates);
  await story.learn({ ...complaintOf("9100006"), opdExternalId: "90002" });
  await story.until("2026-11-23T07:30");
  expect(story.told()).toEqual(["11-23 07:00 step email admin Admin DLH"]);
  expect(story.errors).toHaveLength(1);

  writeFileSync(digest, written);
  await story.until("2026-11-23T08:30");
  expect(story.told()).toEqual(Array(5).fill("11-23 08:00 step wa admin Admin PUPR"));
  expect(story.errors).toHaveLength(1);
});

test("templates are looked at when something leaves, not whenever the bot looks about", async () => {
  await story.until("2026-11-23T10:00");
  const templates = join(story.folder, "templates");
  cpSync(join(home, "templates"), templates, { recursive: true });
  story.useTemplates(templates);
  await story.settle();
  rmSync(templates, { recursive: true });
  await story.until("2026-11-23T12:00");
  expect(story.errors).toEqual([]);
  await story.learn(complaintOf("9100006"));
  expect(story.errors).toEqual([expect.stringContaining("naskah pesan rusak")]);
});
