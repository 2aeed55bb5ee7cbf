import type { Server, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { Answer, EarlyFault } from "./contract.ts";

const texts: Readonly<Record<number, string>> = {
  400: "Bad Request",
  408: "Request Timeout",
  431: "Request Header Fields Too Large",
};

/** Answers what never became a request, and ends its connection; a whole request that stands before it is answered first. */
export function answerBroken(server: Server, refuse: (fault: EarlyFault) => Answer): void {
  const answering = new WeakMap<Duplex, ServerResponse>();
  server.on("request", ({ socket }, response) => {
    answering.set(socket, response);
    response.once("close", () => answering.delete(socket));
  });
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
    const isSlow = error.code === "ERR_HTTP_REQUEST_TIMEOUT";
    const { body } = refuse(isSlow ? "slow" : "malformed");
    const response = answering.get(socket);
    if (response?.req.complete) {
      // It is being taken: another answer would be a lie.
      response.shouldKeepAlive = false;
      return;
    }
    if (!socket.writable) {
      socket.destroy();
      return;
    }
    const status = isSlow ? 408 : error.code === "HPE_HEADER_OVERFLOW" ? 431 : 400;
    const json = JSON.stringify(body);
    socket.end(
      `HTTP/1.1 ${status} ${texts[status]}\r\nConnection: close\r\nContent-Type: application/json\r\n` +
        `Content-Length: ${Buffer.byteLength(json)}\r\n\r\n${json}`,
    );
  });
}
