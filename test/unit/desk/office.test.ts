import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openDb } from "../../../db/open.ts";
import { followOffice } from "../../../src/desk/office.ts";

test("a change that could not be read is still news at the next look", () => {
  const folder = mkdtempSync(join(tmpdir(), "siaga-office-"));
  const db = openDb(join(folder, "siaga.db"));
  const other = openDb(db.path);
  const office = followOffice(db.sql, () => ({ wa: false, email: false }));
  other.sql.exec("update sources set maxAge = 'sebentar' where source = 'file'");
  expect(() => office.sync()).toThrow("sebentar");
  expect(() => office.sync()).toThrow("sebentar");
  other.sql.exec("update sources set maxAge = '3 jam' where source = 'file'");
  expect(office.sync()).toBe(true);
  expect(office.current().maxAgeOf("file")?.text).toBe("3 jam");
  expect(office.sync()).toBe(false);
  other.close();
  db.close();
  rmSync(folder, { recursive: true });
});
