import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type MailSink, openMailSink } from "../support/mail-sink.ts";
import { at, openStory, type Story } from "../support/story.ts";

// What channels do to messages when they fail, through the whole bot and over real sockets: lost none, and where one is
// sent twice, why.

const complaint = {
  trackingId: "9100001",
  title: "Jalan berlubang",
  statusRaw: "Belum Ditindaklanjuti",
  opdExternalId: "90002",
  opdName: "Dinas Lingkungan Hidup",
  isSecret: false,
  isAnonymous: false,
  disposedAt: at("2026-11-23T09:00"),
};

describe("email", () => {
  let sink: MailSink;
  let story: Story;
  beforeEach(async () => {
    sink = await openMailSink();
    story = openStory({ begin: "2026-11-23T09:00", mail: sink });
  });
  afterEach(async () => {
    expect(story.errors).toEqual([]);
    story.close();
    await sink.close();
  });

  test("a server that was down for hours, when nothing waits any more: the next message goes by email again", async () => {
    await story.kominfo(({ sql }) => sql.exec("update holders set email = null where post = 'kominfo'"));
    await sink.close();
    await story.learn(complaint);
    await story.until("2026-11-23T09:45");
    await story.learn({ trackingId: "9100001", statusRaw: "Selesai" });
    sink = await openMailSink({ port: sink.port });
    await story.until("2026-11-23T14:00");
    expect(sink.mails).toEqual([]);
    await story.learn({ ...complaint, trackingId: "9100002" });
    expect(story.told()).toEqual(["11-23 14:00 step email admin Admin DLH"]);
  });
});
