import http from "node:http";
import https from "node:https";
import { failureOfStatus, LaporFailure } from "./lapor/failure.ts";

/** Where the API is, and the headers that open it. */
export interface LaporPlace {
  /** As `parseBaseUrl` gives it. */
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Milliseconds for one whole answer. */
  readonly timeout?: number;
}

export interface LaporApi {
  /** The JSON at this path below the base address, query included. All rejections are LaporFailure. */
  get(path: string): Promise<unknown>;
  /** Breaks off what is under way. */
  close(): void;
}

const defaultTimeout = 20_000;
/** An answer holds one complaint or one page, bodies included; more is no answer. */
const mostBytes = 20_000_000;

/** Opens nothing yet: the first request does. Redirections are not followed, so that the token goes to one server only. */
export function connectLapor({ baseUrl, headers, timeout = defaultTimeout }: LaporPlace): LaporApi {
  const { Agent } = baseUrl.startsWith("https:") ? https : http;
  // said aloud: NODE_TLS_REJECT_UNAUTHORIZED=0 must not switch it off
  const agent = new Agent({ keepAlive: true, maxSockets: 2, rejectUnauthorized: true });
  const closing = new AbortController();
  return {
    async get(path) {
      const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(timeout)]);
      try {
        const options = { agent, signal, headers: { accept: "application/json", ...headers } };
        return await readAnswer(await ask(`${baseUrl}${path}`, options));
      } catch (error) {
        throw error instanceof LaporFailure ? error : noAnswer(error, signal.aborted);
      }
    },
    close() {
      closing.abort();
      agent.destroy();
    },
  };
}

function ask(url: string, options: https.RequestOptions, isAgain = false): Promise<http.IncomingMessage> {
  const { request } = url.startsWith("https:") ? https : http;
  return new Promise((resolve, reject) => {
    const asked = request(url, options, resolve);
    asked.on("error", (error: NodeJS.ErrnoException) => {
      // a connection kept alive may have been closed by the server at this very moment: nothing was asked yet
      if (asked.reusedSocket && error.code === "ECONNRESET" && !isAgain) resolve(ask(url, options, true));
      else reject(error);
    });
    asked.end();
  });
}

async function readAnswer(answer: http.IncomingMessage): Promise<unknown> {
  const failure = failureOfStatus(answer.statusCode ?? 0, answer.headers["retry-after"]);
  if (failure) {
    answer.resume();
    throw failure;
  }
  const text = await readText(answer);
  try {
    return JSON.parse(text);
  } catch {
    throw new LaporFailure("broken", "isi rusak"); // without its cause, which repeats the answer
  }
}

async function readText(answer: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > mostBytes) throw new LaporFailure("broken", "terlalu besar");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function noAnswer(cause: unknown, isLate: boolean): LaporFailure {
  const { code = "tanpa kode" } = cause as NodeJS.ErrnoException;
  return new LaporFailure("down", isLate ? "tidak ada jawaban pada waktunya" : code, { cause });
}
