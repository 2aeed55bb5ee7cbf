import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { detailAnswer, followUpsAnswer, institutionsAnswer, listAnswer } from "./answers.ts";
import type { FakeComplaint } from "./complaint.ts";
import { answerFaultily, type LaporFault, LaporFaults, sendJson } from "./faults.ts";

export interface FakeLaporOptions {
  readonly authHeader?: string;
  readonly tokenHeader?: string;
  /** Follow-ups, or complaints of the list, a page. */
  readonly perPage?: number;
}

interface LaporRequest {
  readonly method: string;
  /** Below the base address, with its query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
}

/** A real HTTP server on loopback that answers as the API of LAPOR! is documented to, and fails when told to. */
export interface FakeLapor {
  readonly baseUrl: string;
  readonly complaints: Map<string, FakeComplaint>;
  /** In the order of arrival. */
  readonly requests: readonly LaporRequest[];
  /** What opens it; changing them is how tokens expire. */
  secrets: { auth: string; token: string };
  put(complaint: FakeComplaint): void;
  /** From now on, for paths like this; until `heal` or for so many times. */
  fail(path: RegExp, fault: LaporFault, times?: number): void;
  heal(): void;
  /** The next so many requests are answered, those after them get 429 until `heal`. */
  limit(requests: number, retryAfter?: string): void;
  /** Paths asked since the last look. */
  asked(): string[];
  close(): Promise<void>;
}

const base = "/lapor/3.0.0";

export async function openFakeLapor(options: FakeLaporOptions = {}): Promise<FakeLapor> {
  const { authHeader = "Authorization", tokenHeader = "token", perPage = 2 } = options;
  const faults = new LaporFaults();
  const requests: LaporRequest[] = [];
  const complaints = new Map<string, FakeComplaint>();
  let seen = 0;
  let allowed = { left: Infinity, retryAfter: undefined as string | undefined };

  const isKnown = (headers: IncomingHttpHeaders) =>
    headers[authHeader.toLowerCase()] === fake.secrets.auth &&
    headers[tokenHeader.toLowerCase()] === fake.secrets.token;

  function answer({ path, headers }: LaporRequest, response: ServerResponse): void {
    if (!isKnown(headers)) return sendJson(response, 401, { message: "Unauthorized" });
    if (allowed.left-- <= 0) {
      const after = allowed.retryAfter === undefined ? {} : { "retry-after": allowed.retryAfter };
      response.writeHead(429, after).end();
      return;
    }
    const right = rightAnswer(path);
    const fault = faults.take(path);
    if (fault) return answerFaultily(response, fault, right);
    if (right === undefined) return sendJson(response, 404, { message: "Not Found" });
    sendJson(response, 200, right);
  }

  function rightAnswer(path: string): unknown {
    const url = new URL(path, "http://fake");
    const page = Number(url.searchParams.get("page") ?? 1);
    if (url.pathname === "/masters/institutions/external") return institutionsAnswer();
    if (url.pathname === "/complaints")
      return listAnswer([...complaints.values()].toReversed(), page, perPage);
    const [, id = "", part] = /^\/complaints\/(\d+)\/(complaint|followups)$/u.exec(url.pathname) ?? [];
    const complaint = complaints.get(id);
    if (!complaint) return undefined;
    return part === "complaint" ? detailAnswer(complaint) : followUpsAnswer(complaint, page, perPage);
  }

  const server = createServer((request, response) => {
    const path = (request.url ?? "").slice(base.length);
    const one = { method: request.method ?? "", path, headers: request.headers };
    requests.push(one);
    if (request.method !== "GET" || !request.url?.startsWith(`${base}/`)) {
      sendJson(response, 404, { message: "no Route matched with those values" });
      return;
    }
    answer(one, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const fake: FakeLapor = {
    baseUrl: `http://127.0.0.1:${port}${base}`,
    complaints,
    requests,
    secrets: { auth: "Bearer kunci-uji", token: "{00000000-0000-0000-0000-000000000000}" },
    put: (complaint) => void complaints.set(complaint.id, complaint),
    fail: (path, fault, times = Infinity) => faults.add(path, fault, times),
    heal() {
      faults.clear();
      allowed = { left: Infinity, retryAfter: undefined };
    },
    limit(left, retryAfter) {
      allowed = { left, retryAfter };
    },
    asked() {
      const fresh = requests.slice(seen).map(({ path }) => path);
      seen = requests.length;
      return fresh;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return fake;
}
