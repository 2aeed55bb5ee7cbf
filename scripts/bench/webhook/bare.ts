import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import Database from "better-sqlite3";
import { Hono } from "hono";
import { gather } from "../../../src/desk/webhook/gather.ts";
import { countOf } from "../contract.ts";

/** The same framework and the same disk without any thought: each body becomes one row, in a commit of its own or gathered. */
export async function openBare(path: string, isGrouped: boolean) {
  const sql = new Database(path);
  for (const pragma of ["journal_mode = WAL", "synchronous = FULL"]) sql.pragma(pragma);
  sql.exec("create table rows (id integer primary key, body text not null)");
  const insert = sql.prepare("insert into rows (body) values (?)");
  const insertAll = sql.transaction((bodies: readonly string[]) => {
    for (const body of bodies) insert.run(body);
  });
  const together = gather(
    (bodies: readonly string[]) => {
      insertAll.immediate(bodies);
      return bodies.map(() => 202);
    },
    { most: 100, patienceMs: 5, elapsedMs: () => performance.now() },
  );
  const app = new Hono();
  app.post("/laporan", async (c) => {
    const body = JSON.stringify(await c.req.json());
    if (isGrouped) await together(body);
    else insert.run(body);
    return c.json({ hasil: "baru" }, 202);
  });
  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/laporan`,
    kept: () => countOf(sql, "rows"),
    close: async (): Promise<void> => {
      server.closeAllConnections();
      server.close();
      sql.close();
    },
  };
}
