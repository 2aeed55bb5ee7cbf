import type { Duplex } from "node:stream";
import type { Answer, EarlyFault } from "./server.ts";

const texts: Readonly<Record<number, string>> = {
  400: "Bad Request",
  408: "Request Timeout",
  431: "Request Header Fields Too Large",
};

/** Answers what never became a request, and ends its connection. */
export function answerBroken(refuse: (fault: EarlyFault) => Answer) {
  return (error: NodeJS.ErrnoException, socket: Duplex): void => {
    const isSlow = error.code === "ERR_HTTP_REQUEST_TIMEOUT";
    const { body } = refuse(isSlow ? "slow" : "malformed");
    const status = isSlow ? 408 : error.code === "HPE_HEADER_OVERFLOW" ? 431 : 400;
    if (!socket.writable) {
      socket.destroy();
      return;
    }
    const json = JSON.stringify(body);
    socket.end(
      `HTTP/1.1 ${status} ${texts[status]}\r\nConnection: close\r\nContent-Type: application/json\r\n` +
        `Content-Length: ${Buffer.byteLength(json)}\r\n\r\n${json}`,
    );
  };
}
