import { once } from "node:events";
import type { Server } from "node:http";
import type { Socket } from "node:net";

/**
 * How to end a server: connections without a request go at once, also those that never sent one, the others when they are
 * answered or patience ends.
 */
export function closeGently(server: Server, patienceMs: number): () => Promise<void> {
  const sockets = new Set<Socket>();
  const busy = new Set<Socket>();
  let isClosing = false;
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  server.on("request", ({ socket }, response) => {
    busy.add(socket);
    response.once("close", () => {
      busy.delete(socket);
      if (isClosing) socket.end();
    });
  });
  return async () => {
    isClosing = true;
    const closed = once(server, "close");
    server.close();
    for (const socket of sockets) if (!busy.has(socket)) socket.destroy();
    const timer = setTimeout(() => server.closeAllConnections(), patienceMs);
    await closed;
    clearTimeout(timer);
  };
}
