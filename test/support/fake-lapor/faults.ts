import type { ServerResponse } from "node:http";

/** What goes wrong with an answer. */
export type LaporFault =
  /** Another status, with these headers and this body. */
  | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string }
  /** 200 with this text. */
  | { readonly body: string }
  /** The right answer, changed. */
  | { readonly change: (answer: unknown) => unknown }
  | { readonly does: "hang" | "drop" | "cut" };

interface Waiting {
  readonly path: RegExp;
  readonly fault: LaporFault;
  left: number;
}

export class LaporFaults {
  private waiting: Waiting[] = [];

  add(path: RegExp, fault: LaporFault, times: number): void {
    this.waiting.push({ path, fault, left: times });
  }

  clear(): void {
    this.waiting = [];
  }

  take(path: string): LaporFault | null {
    const met = this.waiting.find((one) => one.left > 0 && one.path.test(path));
    if (!met) return null;
    met.left--;
    return met.fault;
  }
}

/** Answers as the fault has it; `right` is what would have been said. */
export function answerFaultily(response: ServerResponse, fault: LaporFault, right: unknown): void {
  if ("change" in fault) {
    sendJson(response, 200, fault.change(structuredClone(right)));
  } else if ("does" in fault) {
    if (fault.does === "hang") return;
    if (fault.does === "cut") response.writeHead(200, { "content-length": "1000" }).write('{"results":');
    setImmediate(() => response.destroy());
  } else {
    const status = "status" in fault ? fault.status : 200;
    response.writeHead(status, { "content-type": "text/html", ...("headers" in fault ? fault.headers : {}) });
    response.end(fault.body ?? "");
  }
}

export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(value));
}
