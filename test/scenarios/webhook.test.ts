import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openWebhook, type Webhook, type WebhookOptions } from "../../src/webhook.ts";
import { openStory, type Story } from "../support/story.ts";
import { post, type Reply, secret } from "../support/webhook.ts";

let story: Story;
let webhook: Webhook;

beforeEach(async () => {
  story = openStory({ begin: "2026-11-23T09:00", hasWhatsApp: true });
  await open();
});
afterEach(async () => {
  await webhook.close();
  story.close();
});

async function open(options: Partial<WebhookOptions> = {}): Promise<void> {
  webhook = await openWebhook(story.bot(), { host: "127.0.0.1", port: 0, secrets: [secret], ...options });
}

function send(body: unknown, more: object = {}): Promise<Reply> {
  return post({ url: webhook.url, at: story.now(), body, ...more });
}

const complaint = {
  trackingId: "9100001",
  title: "Jalan berlubang di Handil Bakti",
  statusRaw: "Belum Ditindaklanjuti",
  opdName: "Dinas PUPR",
  reportedAt: "2026-11-23T08:30:00+08:00",
  isSecret: false,
};

describe("a complaint that another program sends", () => {
  test("is in the book and told before long, and answered with 202", async () => {
    await story.settle();
    expect(await send(complaint)).toEqual({
      status: 202,
      body: { trackingId: "9100001", hasil: "baru" },
      retryAfter: null,
    });
    // what was due at once was written in the same transaction
    expect(story.ask("select count(*) from outbox")).toBe(1);
    await story.settle();
    expect(story.told()).toEqual(["11-23 09:00 step wa admin Admin PUPR"]);
    expect(story.ask("select source || '/' || title from complaints")).toBe(
      "webhook/Jalan berlubang di Handil Bakti",
    );
  });
});
