import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openWebhook, type Webhook, type WebhookOptions } from "../../src/webhook.ts";
import { openDb } from "../../db/open.ts";
import { openStory, type Story } from "../support/story.ts";
import { post, type Posting, prepare, type Reply, secret } from "../support/webhook.ts";

let story: Story;
let webhook: Webhook;

beforeEach(async () => {
  story = openStory({ begin: "2026-11-23T09:00", hasWhatsApp: true });
  await story.settle();
  await open();
});
afterEach(async () => {
  await webhook.close();
  story.close();
});

async function open(options: Partial<WebhookOptions> = {}): Promise<void> {
  webhook = await openWebhook(story.bot(), { host: "127.0.0.1", port: 0, secrets: [secret], ...options });
}

async function reopen(options: Partial<WebhookOptions> = {}): Promise<void> {
  await webhook.close();
  await open(options);
}

function send(body: unknown, more: Partial<Posting> = {}): Promise<Reply> {
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

const taken = { status: 202, body: { trackingId: "9100001", hasil: "baru" }, retryAfter: null };

function ids(): unknown {
  return story.db.sql.prepare("select trackingId from complaints order by trackingId").pluck().all();
}

describe("a complaint that another program sends", () => {
  test("is answered when it and its first message are in the book, and told at once", async () => {
    expect(await send(complaint)).toEqual(taken);
    expect(story.ask("select count(*) from outbox")).toBe(1);
    await story.settle();
    expect(story.told()).toEqual(["11-23 09:00 step wa admin Admin PUPR"]);
    expect(story.ask("select source || '/' || title from complaints")).toBe(
      "webhook/Jalan berlubang di Handil Bakti",
    );
  });

  test("stops the chain when it was answered, and ends it with the complaint", async () => {
    await send(complaint);
    await story.until("2026-11-24T09:00");
    const answered = {
      trackingId: "9100001",
      statusRaw: "Proses",
      firstFollowUpAt: "2026-11-24T08:55:00+08:00",
    };
    expect((await send(answered)).body).toEqual({ trackingId: "9100001", hasil: "berubah" });
    story.told();
    await story.until("2026-12-04T09:00");
    expect(story.told().filter((line) => line.includes("kepala"))).toEqual([]);
    expect(story.ask("select title from complaints")).toBe("Jalan berlubang di Handil Bakti");
    expect(story.ask("select firstFollowUpIsBound from complaints")).toBe(0);
  });

  test("lets go on at once what was held for want of news, although nothing changed", async () => {
    await story.kominfo(({ sql }) =>
      sql.exec("update sources set maxAge = '2 jam' where source = 'webhook'"),
    );
    await send(complaint);
    await story.until("2026-11-26T10:00");
    expect(story.ask("select state || '/' || reason from escalations where clock = 'response'")).toBe(
      "held/stale",
    );
    story.told();
    expect((await send(complaint)).body).toEqual({ trackingId: "9100001", hasil: "tetap" });
    await story.settle();
    expect(story.told()).toEqual(["11-26 10:00 step wa kepala Kepala PUPR"]);
  });

  test("of an office that was mapped a moment ago by another program finds it", async () => {
    const other = openDb(story.db.path);
    other.sql
      .prepare("insert into unitAliases (unitId, key, alias) values (?, 'bina marga', 'Bina Marga')")
      .run(story.people.pupr);
    other.close();
    await send({ ...complaint, opdName: "Bina Marga" });
    expect(story.ask("select opdIsUnknown from complaints")).toBe(0);
  });

  test("of an office that nobody knows is kept, and Kominfo is asked to map it", async () => {
    expect(await send({ ...complaint, opdName: "Dinas Entah" })).toEqual(taken);
    expect(story.ask("select text from alarms")).toContain('--alias "Dinas Entah"');
  });

  test("keeps neither reporter nor body, in no table and in no line of the log", async () => {
    const traps = {
      content: "jebakan-isi",
      nameUser: "jebakan-nama",
      phoneUser: "081234567890",
      nik: "6371010101900001",
      emailUser: "jebakan@contoh.example",
    };
    await send({ ...complaint, ...traps, title: "Hubungi 081234567890 atau jebakan@contoh.example" });
    await send({ ...traps, trackingId: "jebakan-id" }, { key: "jebakan-kunci" });
    await send("jebakan-json");
    await webhook.close();
    const tables = story.db.sql
      .prepare<[], string>("select name from sqlite_schema where type = 'table'")
      .pluck()
      .all();
    const book = tables.map((name) => JSON.stringify(story.db.sql.prepare(`select * from "${name}"`).all()));
    for (const text of [...book, ...story.logged]) expect(text).not.toMatch(/jebakan|081234567890|637101/u);
    expect(story.ask("select title from complaints")).toBe("Hubungi [disamarkan] atau [disamarkan]");
    await open();
  });
});

describe("a request that comes again", () => {
  test("is answered the same and does nothing, also signed anew, also after a restart", async () => {
    expect(await send(complaint, { key: "kunci-1" })).toEqual(taken);
    await story.settle();
    story.told();
    story.leapTo("2026-11-23T09:30");
    expect(await send(complaint, { key: "kunci-1" })).toEqual(taken);
    await webhook.close();
    await story.offUntil("2026-11-25T09:00");
    await open();
    story.told();
    expect(await send(complaint, { key: "kunci-1" })).toEqual(taken);
    await story.settle();
    expect(story.told()).toEqual([]);
    expect(story.ask("select count(*) from complaintHistory")).toBe(0);
    expect(story.ask("select confirmedAt from complaints")).toBe(
      story.ask("select firstSeenAt from complaints"),
    );
  });

  test("twice at once is one", async () => {
    const replies = await Promise.all(Array.from({ length: 20 }, () => send(complaint, { key: "kunci-1" })));
    expect(replies).toEqual(replies.map(() => taken));
    expect(story.ask("select count(*) from outbox")).toBe(1);
  });

  test("with the same key and another content is refused, and nothing of it is kept", async () => {
    await send(complaint, { key: "kunci-1" });
    expect(await send({ ...complaint, statusRaw: "Selesai" }, { key: "kunci-1" })).toEqual({
      status: 409,
      body: { bidang: "Idempotency-Key", galat: expect.stringContaining("kunci baru") as string },
      retryAfter: null,
    });
    expect(story.ask("select status from complaints")).toBe("unanswered");
    // what is dropped unread makes no difference
    expect(await send({ ...complaint, content: "lain" }, { key: "kunci-1" })).toEqual(taken);
  });

  test("recorded and sent by somebody else, with another key or none, still does nothing", async () => {
    const at = story.now();
    await send(complaint, { key: "kunci-1" });
    await send({ ...complaint, statusRaw: "Proses" }, { key: "kunci-2" });
    expect(await send(complaint, { at, key: "kunci-3" })).toEqual(taken);
    expect(story.ask("select status from complaints")).toBe("in_progress");
    story.leapTo("2026-11-23T09:05");
    await send(complaint, { at, key: "kunci-4" });
    expect(story.ask("select count(*) from webhookKeys")).toBe(2);
    story.leapTo("2026-11-23T09:06");
    expect((await send(complaint, { at, key: "kunci-5" })).status).toBe(401);
  });

  test("without keys, the same request is one and another is another", async () => {
    const bare = { headers: { "Idempotency-Key": "" } };
    const { text, headers } = prepare({
      url: webhook.url,
      at: story.now(),
      body: complaint,
    });
    const { "Idempotency-Key": _, ...keyless } = headers;
    for (let times = 0; times < 2; times++)
      expect((await fetch(webhook.url, { method: "POST", headers: keyless, body: text })).status).toBe(202);
    expect(story.ask("select count(*) from webhookKeys")).toBe(1);
    expect((await send(complaint, bare)).body).toMatchObject({ bidang: "Idempotency-Key" });
  });

  test("after more than a week is a new one", async () => {
    await send(complaint, { key: "kunci-1" });
    await webhook.close();
    await story.offUntil("2026-12-01T09:00");
    await open();
    await webhook.close();
    await open();
    expect(story.ask("select count(*) from webhookKeys")).toBe(0);
    expect((await send(complaint, { key: "kunci-1" })).body).toMatchObject({ hasil: "tetap" });
  });
});

describe("who may send", () => {
  test.each<[string, Partial<Posting>]>([
    ["another secret", { secret: "rahasia-lain-rahasia-lain-rahasia-lain-1" }],
    ["no signature", { signature: "" }],
    ["half a signature", { signature: "sha256=00" }],
    ["a signature in capitals of another scheme", { signature: `SHA1=${"0".repeat(64)}` }],
    ["bytes beyond ASCII", { signature: `sha256=${"é".repeat(64)}` }],
    ["a very long one", { signature: `sha256=${"0".repeat(4000)}` }],
  ])("%s gets 401 and no word about why", async (_, more) => {
    expect(await send(complaint, more)).toEqual({
      status: 401,
      body: { galat: "Tanda tangan tidak cocok." },
      retryAfter: null,
    });
    expect(ids()).toEqual([]);
  });

  test.each(["X-Siaga-Waktu", "X-Siaga-Tanda-Tangan"] as const)(
    "who leaves out %s is told which header it is, with a good secret or none",
    async (name) => {
      for (const secret of [undefined, "rahasia-lain-rahasia-lain-rahasia-lain-1"]) {
        const { headers, text } = prepare({
          url: webhook.url,
          at: story.now(),
          body: complaint,
          ...(secret && { secret }),
        });
        const { [name]: _, ...rest } = headers;
        const response = await fetch(webhook.url, { method: "POST", headers: rest, body: text });
        expect(response.status).toBe(401);
        expect(await response.json()).toEqual({
          bidang: name,
          galat: expect.stringContaining("header ini tidak ada") as string,
        });
      }
      expect(ids()).toEqual([]);
    },
  );

  test("a signature is good for its own time and body alone", async () => {
    const { headers, text } = prepare({ url: webhook.url, at: story.now(), body: complaint });
    const send = (body: string, more: object) =>
      fetch(webhook.url, { method: "POST", headers: { ...headers, ...more }, body });
    expect((await send(`${text} `, {})).status).toBe(401);
    expect((await send(text, { "X-Siaga-Waktu": String(story.now() + 1) })).status).toBe(401);
    expect((await send(text, {})).status).toBe(202);
  });

  test("while a secret is being replaced both are good, then the old one is not", async () => {
    const next = "rahasia-baru-rahasia-baru-rahasia-baru-1";
    await reopen({ secrets: [next, secret] });
    expect((await send(complaint, { secret })).status).toBe(202);
    expect((await send(complaint, { secret: next })).status).toBe(202);
    await reopen({ secrets: [next] });
    expect((await send(complaint, { secret })).status).toBe(401);
    expect((await send(complaint, { secret: next })).status).toBe(202);
  });

  test.each([
    [-301, 401],
    [-300, 202],
    [300, 202],
    [301, 401],
  ])("a sender whose clock is %i seconds off gets %i", async (off, status) => {
    const reply = await send(complaint, { at: story.now() + off });
    expect(reply.status).toBe(status);
    if (status === 401)
      expect(reply.body).toEqual({
        bidang: "X-Siaga-Waktu",
        galat: expect.stringContaining("berbeda 5 menit dari jam server") as string,
      });
    // it never speaks of what is to come
    else expect(story.ask("select confirmedAt from complaints")).toBe(story.now() + Math.min(off, 0));
  });

  test("while the bot's own clock is not believed nothing is taken, and senders come again", async () => {
    story.setWallError(7200);
    await story.bot().think();
    expect(await send(complaint)).toMatchObject({ status: 503, retryAfter: "30" });
    expect(ids()).toEqual([]);
    story.setWallError(0);
    expect(await send(complaint)).toEqual(taken);
  });

  test("more than the rate has to wait, however it is signed; bad signatures cost nobody a place", async () => {
    await reopen({ perMinute: 3 });
    for (let times = 0; times < 5; times++)
      expect((await send(complaint, { signature: "x" })).status).toBe(401);
    const statuses = [];
    for (let times = 0; times < 4; times++) statuses.push((await send(complaint)).status);
    expect(statuses).toEqual([202, 202, 202, 429]);
    const { retryAfter } = await send(complaint);
    expect(retryAfter).toBe("20");
    story.leapTo("2026-11-23T09:01");
    expect((await send(complaint)).status).toBe(202);
  });
});

describe("many at once", () => {
  test("a thousand in parallel are each answered, and each in the book with its message", async () => {
    const replies = await Promise.all(
      Array.from({ length: 1000 }, (_, index) =>
        send({ ...complaint, trackingId: String(9_200_000 + index) }),
      ),
    );
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([202]));
    expect(story.ask("select count(*) from complaints")).toBe(1000);
    expect(story.ask("select count(*) from outbox where step = 1")).toBe(1000);
  });

  test("one that the book cannot take costs the others nothing", async () => {
    story.db.sql.exec(
      `create trigger stubborn before insert on complaints when new.trackingId = '9200003'
       begin select raise(abort, 'no'); end`,
    );
    const replies = await Promise.all(
      Array.from({ length: 6 }, (_, index) => send({ ...complaint, trackingId: String(9_200_000 + index) })),
    );
    expect(replies.map(({ status }) => status)).toEqual([202, 202, 202, 500, 202, 202]);
    expect(ids()).toEqual(["9200000", "9200001", "9200002", "9200004", "9200005"]);
    expect(story.errors.splice(0)).toHaveLength(1);
  });

  test("a disk that is full gets 503, and nothing is half there", async () => {
    await send(complaint);
    const pages = story.ask("pragma page_count") as number;
    story.db.sql.pragma(`max_page_count = ${pages}`);
    const replies = await Promise.all(
      Array.from({ length: 50 }, (_, index) => send({ ...complaint, trackingId: String(9_300_000 + index) })),
    );
    expect(replies.map(({ status }) => status)).toContain(503);
    const stored = replies.filter(({ status }) => status === 202).length;
    expect(story.ask("select count(*) from complaints")).toBe(stored + 1);
    expect(story.ask("select count(*) from webhookKeys")).toBe(stored + 1);
    story.db.sql.pragma("max_page_count = 1000000");
    expect((await send({ ...complaint, trackingId: "9300099" })).status).toBe(202);
    story.errors.splice(0);
  });
});

describe("what Kominfo sees", () => {
  test("refusals of the day are counted by their reason; those that somebody should mend are told once a day", async () => {
    await send(complaint, { signature: "" });
    await webhook.close();
    expect(story.ask("select count(*) from alarms")).toBe(0);
    await open();
    await send({ ...complaint, reportedAt: "kemarin" });
    await send({ ...complaint, opdName: 7.5, isSecret: "ya" });
    await webhook.close();
    await open();
    await send(complaint, { secret: "rahasia-lain-rahasia-lain-rahasia-lain-1" });
    await webhook.close();
    const figures = JSON.parse(
      String(story.ask("select cursor from sources where source = 'webhook'")),
    ) as object;
    expect(figures).toEqual({
      date: "2026-11-23",
      taken: 0,
      repeated: 0,
      refused: { unsigned: 1, content: 2, signature: 1 },
      lastRefusal: { at: story.now(), reason: "signature", field: null },
      isTold: true,
    });
    const alarms = story.db.sql.prepare("select cause, text from alarms").all();
    expect(alarms).toEqual([
      {
        cause: "note:webhook:2026-11-23",
        text: expect.stringContaining("menolak kiriman aplikasi hari ini (isi)") as string,
      },
    ]);
    await open();
  });
});
