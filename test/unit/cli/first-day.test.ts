import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { done, importSmall, useFolder } from "./siaga.ts";

// What somebody meets who begins with an export, before anything is set up.

const sample = join(import.meta.dirname, "../../support/exports/laporan-ringkas-contoh.csv");

useFolder();

describe("an export before any setup", () => {
  test("that no zone was chosen is said until one is, and not after", async () => {
    await done("laporan", "impor", sample);
    expect(await done("status")).toContain("Zona waktu Pemda belum dipilih");
    await importSmall();
    expect(await done("status")).not.toContain("Zona waktu Pemda");
  });
});
