import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { type Context, Hono, type MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { answerBroken } from "./broken-requests.ts";
import { closeGently } from "./close-gently.ts";
import type { Answer, EarlyFault } from "./contract.ts";
import { type Limits, usualLimits } from "./limits.ts";

/** What came in a POST, as it came. */
export interface Received {
  readonly time: string | undefined;
  readonly signature: string | undefined;
  readonly key: string | undefined;
  readonly body: Uint8Array;
}

export interface WebhookServerParts {
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  readonly receive: (received: Received) => Promise<Answer>;
  /** Refused before it was read. */
  readonly refuse: (fault: EarlyFault) => Answer;
  readonly limits?: Limits;
}

export interface WebhookServer {
  /** Such as "http://127.0.0.1:8090". */
  readonly url: string;
  /** Lets what is being answered be answered, for a while. */
  close(): Promise<void>;
}

const closePatienceMs = 3000;

/** Listens on one address. Rejects when it is taken or does not exist. */
export async function serveWebhook(parts: WebhookServerParts): Promise<WebhookServer> {
  const limits = parts.limits ?? usualLimits;
  const server = createAdaptorServer({
    fetch: route(parts, limits).fetch,
    serverOptions: {
      maxHeaderSize: limits.headerBytes,
      headersTimeout: limits.headersMs,
      requestTimeout: limits.requestMs,
      keepAliveTimeout: limits.idleMs,
      connectionsCheckingInterval: Math.min(1000, limits.headersMs),
    },
  }) as Server;
  server.maxConnections = limits.connections;
  const close = closeGently(server, closePatienceMs);
  answerBroken(server, parts.refuse);
  server.listen(parts.port, parts.host);
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const host = parts.host.includes(":") ? `[${parts.host}]` : parts.host;
  return { url: `http://${host}:${port}`, close };
}

function route({ receive, refuse }: WebhookServerParts, limits: Limits): Hono {
  const app = new Hono();
  app.get("/sehat", (c) => c.body(null, 204));
  app.post(
    "/laporan",
    async (c, next) => (isJson(c) ? next() : reply(c, refuse("type"))),
    limitBody(limits.bodyBytes, (c) => reply(c, refuse("size"))),
    async (c) => {
      const body = new Uint8Array(await c.req.arrayBuffer());
      return reply(
        c,
        await receive({
          time: c.req.header("X-Siaga-Waktu"),
          signature: c.req.header("X-Siaga-Tanda-Tangan"),
          key: c.req.header("Idempotency-Key"),
          body,
        }),
      );
    },
  );
  app.all("/laporan", (c) => {
    c.header("Allow", "POST");
    return c.json({ galat: "Hanya menerima POST." }, 405);
  });
  app.notFound((c) => c.json({ galat: "Tidak ada di sini." }, 404));
  // a body that broke off: there is nobody to read the answer
  app.onError((_, c) => reply(c, refuse("malformed")));
  return app;
}

/** A body that says how long it is need not be counted while it comes, which takes longer than all else: node holds it to its word. */
function limitBody(maxSize: number, refuse: (c: Context) => Response): MiddlewareHandler {
  const count = bodyLimit({ maxSize, onError: refuse });
  return async (c, next) => {
    const length = c.req.header("Content-Length");
    if (length === undefined || c.req.header("Transfer-Encoding") !== undefined) return count(c, next);
    return Number(length) > maxSize ? refuse(c) : next();
  };
}

function isJson(c: Context): boolean {
  const type = c.req.header("Content-Type") ?? "";
  const coding = c.req.header("Content-Encoding") ?? "identity";
  return /^application\/json\s*(?:;|$)/iu.test(type) && coding.toLowerCase() === "identity";
}

function reply(c: Context, { status, body, retryAfter }: Answer): Response {
  if (retryAfter !== undefined) c.header("Retry-After", String(retryAfter));
  c.header("Cache-Control", "no-store");
  return c.json(body, status as 202);
}
