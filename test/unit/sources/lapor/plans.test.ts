import { expect, test } from "vitest";
import { openDb, type Sql } from "../../../../db/open.ts";
import { openLaporStore } from "../../../../src/sources/lapor/store.ts";

/** Every question that the store asks of the book. */
function questions(sql: Sql): string[] {
  const asked: string[] = [];
  const listening = {
    prepare(text: string) {
      asked.push(text);
      return sql.prepare(text);
    },
  };
  openLaporStore(listening as unknown as Sql);
  return asked.filter((text) => text.startsWith("select"));
}

test("no poll looks at every complaint that was ever asked about, nor at all that are open", () => {
  const { sql } = openDb(":memory:");
  const scans = questions(sql).flatMap((text) =>
    sql
      .prepare<[], { detail: string }>(`explain query plan ${text.replaceAll(/\?|@\w+/gu, "1")}`)
      .all()
      .map(({ detail }) => detail)
      .filter((detail) => detail.startsWith("SCAN")),
  );
  // those that could not be read stand in an index of their own
  expect(scans).toEqual(["SCAN laporReads USING INDEX laporReadsFaulty"]);
  sql.close();
});
