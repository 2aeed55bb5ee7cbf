import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { usualLimits } from "../../../src/connections/webhook/limits.ts";
import type { Answer, EarlyFault } from "../../../src/connections/webhook/contract.ts";
import { type Received, serveWebhook, type WebhookServer } from "../../../src/connections/webhook/server.ts";

// What strangers and broken programs send to the door, over real sockets.

let server: WebhookServer;
let received: Received[];
let refused: EarlyFault[];
let answer: () => Promise<Answer>;

beforeEach(async () => {
  received = [];
  refused = [];
  answer = async () => ({ status: 202, body: { hasil: "baru" } });
  await open();
});
afterEach(() => server.close());

async function open(limits = usualLimits): Promise<void> {
  server = await serveWebhook({
    host: "127.0.0.1",
    port: 0,
    limits,
    receive: (request) => {
      received.push(request);
      return answer();
    },
    refuse: (fault) => {
      refused.push(fault);
      return { status: { size: 413, type: 415, slow: 408, malformed: 400 }[fault], body: { galat: fault } };
    },
  });
}

async function reopen(limits: Partial<typeof usualLimits>): Promise<void> {
  await server.close();
  await open({ ...usualLimits, ...limits });
}

function dial(): Socket {
  return connect(Number(new URL(server.url).port), "127.0.0.1");
}

/** Sends bytes as they are, and gives all that comes back until the other side hangs up. */
async function raw(bytes: string): Promise<string> {
  const socket = dial();
  socket.write(bytes);
  const said = await text(socket);
  socket.destroy();
  return said;
}

function post(body: string, headers: Record<string, string> = {}, path = "/laporan"): Promise<Response> {
  return fetch(server.url + path, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body,
  });
}

describe("a request", () => {
  test("is handed over byte by byte, and its answer is JSON that nobody may keep", async () => {
    answer = async () => ({ status: 429, body: { galat: "Terlalu sering." }, retryAfter: 3 });
    const response = await post('{"a":"é"}', {
      "X-Siaga-Waktu": "1",
      "x-siaga-tanda-tangan": "sha256=00",
      "Idempotency-Key": "k",
    });
    expect(received).toEqual([
      { time: "1", signature: "sha256=00", key: "k", body: new Uint8Array(Buffer.from('{"a":"é"}')) },
    ]);
    expect(response.status).toBe(429);
    expect(response.headers.get("Retry-After")).toBe("3");
    expect(response.headers.get("Cache-Control")).toBe("no-store");
    expect(await response.json()).toEqual({ galat: "Terlalu sering." });
  });

  test("may come in chunks", async () => {
    const said = await raw(
      "POST /laporan HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nConnection: close\r\n" +
        'Transfer-Encoding: chunked\r\n\r\n3\r\n{"a\r\n4\r\n":1}\r\n0\r\n\r\n',
    );
    expect(said).toMatch(/^HTTP\/1\.1 202 /u);
    expect(Buffer.from(received[0]?.body ?? []).toString()).toBe('{"a":1}');
  });

  test.each([
    ["another method", "GET", "/laporan", 405],
    ["another method", "DELETE", "/laporan", 405],
    ["another path", "POST", "/", 404],
    ["a path above", "POST", "/../laporan/..", 404],
    ["the health of the door, which says nothing", "GET", "/sehat", 204],
  ])("%s: %s %s gets %i", async (_, method, path, status) => {
    const response = await fetch(server.url + path, { method });
    expect(response.status).toBe(status);
    expect(received).toEqual([]);
    if (status === 204) expect(await response.text()).toBe("");
    if (status === 405) expect(response.headers.get("Allow")).toBe("POST");
  });

  test.each([
    ["a form", { "Content-Type": "application/x-www-form-urlencoded" }],
    ["text", { "Content-Type": "text/plain" }],
    ["something that begins like JSON", { "Content-Type": "application/json-seq" }],
    ["compressed JSON", { "Content-Encoding": "gzip" }],
  ])("%s is not read", async (_, headers) => {
    expect((await post("{}", headers)).status).toBe(415);
    expect([received, refused]).toEqual([[], ["type"]]);
  });

  test("JSON may say its charset", async () => {
    expect((await post("{}", { "Content-Type": "Application/JSON; charset=utf-8" })).status).toBe(202);
  });
});

describe("too much", () => {
  test("a body is read up to its limit and not a byte more", async () => {
    await reopen({ bodyBytes: 100 });
    expect((await post("x".repeat(100))).status).toBe(202);
    expect((await post("x".repeat(101))).status).toBe(413);
    expect(refused).toEqual(["size"]);
  });

  test("a body that does not say how long it is, neither", async () => {
    await reopen({ bodyBytes: 100 });
    const chunk = `64\r\n${"x".repeat(100)}\r\n`;
    const said = await raw(
      `POST /laporan HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nConnection: close\r\n` +
        `Transfer-Encoding: chunked\r\n\r\n${chunk}${chunk}0\r\n\r\n`,
    );
    expect(said).toMatch(/^HTTP\/1\.1 413 /u);
    expect(received).toEqual([]);
  });

  test("headers without end get 431", async () => {
    const said = await raw(`POST /laporan HTTP/1.1\r\nHost: a\r\nX: ${"x".repeat(20_000)}\r\n\r\n`);
    expect(said).toMatch(/^HTTP\/1\.1 431 .*\r\nConnection: close\r\n/su);
    expect(refused).toEqual(["malformed"]);
  });

  test("more connections than it may have are dropped, and those that were there go on", async () => {
    await reopen({ connections: 2 });
    const held = [dial(), dial()];
    await Promise.all(held.map((socket) => once(socket, "connect")));
    await expect(post("{}")).rejects.toThrow();
    for (const socket of held) socket.destroy();
    await expect.poll(async () => (await post("{}").catch(() => null))?.status).toBe(202);
  });
});

describe("what is no request", () => {
  test.each([
    ["noise", "\u0016\u0003\u0001\u0002\r\n\r\n"],
    ["no version", "POST /laporan\r\n\r\n"],
    ["two lengths", "POST /laporan HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}"],
    [
      "a length beside chunks, as smugglers send it",
      "POST /laporan HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    ],
    ["a line break in a header", "POST /laporan HTTP/1.1\r\nHost: a\r\nX-Siaga-Waktu: 1\n 2\u0000\r\n\r\n"],
    ["no host", "POST /laporan HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"],
  ])("%s gets 400 and is hung up on", async (_, bytes) => {
    expect(await raw(bytes)).toMatch(/^HTTP\/1\.1 400 /u);
    expect(received).toEqual([]);
  });

  test("a host that cannot be one gets 400", async () => {
    const said = await raw(
      "POST /laporan HTTP/1.1\r\nHost: a b/\\\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}",
    );
    expect(said).toMatch(/^HTTP\/1\.1 400 /u);
    expect(received).toEqual([]);
  });

  test("rubbish after a request that was taken does not take its answer", async () => {
    const { promise, resolve } = Promise.withResolvers<Awaited<ReturnType<typeof answer>>>();
    answer = () => promise;
    const said = raw(
      "POST /laporan HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}rubbish\r\n\r\n",
    );
    await expect.poll(() => refused).toEqual(["malformed"]);
    resolve({ status: 202, body: { trackingId: "9100001" } });
    expect(await said).toMatch(/^HTTP\/1\.1 202 (?!.*HTTP\/1\.1)/su);
  });

  test("a connection that is reset in the middle of a body harms nobody", async () => {
    for (let times = 0; times < 20; times++) {
      const socket = dial();
      socket.write(
        'POST /laporan HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{"a":',
      );
      await once(socket, "connect");
      await new Promise((resolve) => setTimeout(resolve, 2));
      socket.resetAndDestroy();
    }
    expect((await post("{}")).status).toBe(202);
    expect(received).toHaveLength(1);
  });
});

describe("a slow one", () => {
  const quick = { headersMs: 200, requestMs: 400, idleMs: 300 };

  test("that never ends its headers gets 408", async () => {
    await reopen(quick);
    expect(await raw("POST /laporan HTTP/1.1\r\nHost: a\r\n")).toMatch(/^HTTP\/1\.1 408 /u);
    expect(refused).toEqual(["slow"]);
  });

  test("that drips its body gets 408, however often it drips", async () => {
    await reopen(quick);
    const socket = dial();
    socket.on("error", () => {});
    socket.write(
      "POST /laporan HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n",
    );
    const drip = setInterval(() => socket.write("x"), 20);
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 408 /u);
    clearInterval(drip);
    expect(received).toEqual([]);
  });

  test("that says nothing at all is hung up on", async () => {
    await reopen(quick);
    await raw("");
    expect(received).toEqual([]);
  });
});

describe("closing", () => {
  test("what is being answered is answered; idle connections do not hold it up", async () => {
    const given = Promise.withResolvers<Answer>();
    answer = () => given.promise;
    const idle = dial();
    await once(idle, "connect");
    const asked = post("{}");
    await expect.poll(() => received.length).toBe(1);
    const closed = server.close();
    given.resolve({ status: 202, body: {} });
    expect((await asked).status).toBe(202);
    await closed;
    expect(idle.destroyed || (await once(idle, "close"))).toBeTruthy();
    await expect(post("{}")).rejects.toThrow();
    await open();
  });
});
