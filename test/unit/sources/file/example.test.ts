import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { describe, expect, test } from "vitest";
import { examplePath, freshFolder } from "../../../support/exports/folder.ts";
import { readAll } from "../../../support/exports/read-all.ts";
import { type CellValue, writeXlsx } from "../../../support/exports/write-xlsx.ts";

const cells: string[][] = parse(readFileSync(examplePath), { relax_column_count: true });

async function exampleAsXlsx(): Promise<string> {
  return writeXlsx(join(freshFolder(), "contoh.xlsx"), cells);
}

describe.each([
  ["CSV", async () => examplePath],
  ["XLSX", exampleAsXlsx],
])("the example export as %s", (_, file) => {
  test("says what it is", async () => {
    const { head } = await readAll(await file());
    expect(head).toMatchObject({
      generatedOn: "2026-11-21",
      periodFrom: "2026-11-01",
      periodTo: "2026-11-21",
      institutionName: "Pemerintah Kabupaten Contoh",
    });
    expect(head.columns).toHaveLength(21);
    expect(head.columns[0]).toBe("Tracking ID");
  });

  test("has 18 reports, on rows 12 to 29", async () => {
    const { updates, refused } = await readAll(await file());
    expect(refused).toEqual([]);
    expect(updates.map(({ trackingId }) => trackingId)).toEqual(
      Array.from({ length: 18 }, (__, index) => String(9_100_001 + index)),
    );
    expect(updates.map(({ sourceRow }) => sourceRow)).toEqual(
      Array.from({ length: 18 }, (__, index) => 12 + index),
    );
  });

  test("an ordinary report", async () => {
    const { updates } = await readAll(await file());
    expect(updates[0]).toEqual({
      trackingId: "9100001",
      sourceRow: 12,
      title: "Jalan berlubang di depan pasar",
      classification: "pengaduan_tidak_berkadar",
      categoryId: "1397",
      category: "Jalan Berlubang",
      channel: "Website",
      statusRaw: "Belum Ditindaklanjuti",
      statusNote: null,
      institutionName: "Pemerintah Kabupaten Contoh",
      opdExternalId: "90001",
      opdName: "Dinas Pekerjaan Umum dan Penataan Ruang Kab. Contoh",
      reportedAt: Date.UTC(2026, 10, 16, 8, 12, 5) / 1000,
      locationName: "Alalak",
      isAnonymous: false,
      isSecret: false,
    });
  });

  test("anonymous, secret, both, neither", async () => {
    const { updates } = await readAll(await file());
    const secrecyOf = (id: string) => {
      const { isAnonymous, isSecret, title } = updates.find(({ trackingId }) => trackingId === id)!;
      return [isAnonymous, isSecret, title];
    };
    expect(secrecyOf("9100002")).toEqual([true, false, "Sampah menumpuk di TPS 3"]);
    expect(secrecyOf("9100003")).toEqual([true, true, null]);
    expect(secrecyOf("9100005")).toEqual([false, true, null]);
    expect(secrecyOf("9100006")).toEqual([false, false, "Taman bermain"]);
  });

  test("an office not named yet, and notes on the status", async () => {
    const { updates } = await readAll(await file());
    expect(updates[11]).toMatchObject({
      category: null,
      opdExternalId: null,
      opdName: null,
      locationName: null,
    });
    expect(updates[16]).toMatchObject({
      statusRaw: "Menunggu Kelengkapan Informasi",
      statusNote: "Mohon melengkapi alamat",
    });
    expect(updates[17]?.statusRaw).toBe("Dalam Pengawasan Khusus");
  });

  test("times are of the zone that the caller names", async () => {
    const path = await file();
    const [utc, wita] = [await readAll(path), await readAll(path, 480)];
    expect(utc.updates[1]?.reportedAt).toBe(Date.UTC(2026, 10, 16, 23, 59, 59) / 1000);
    expect(wita.updates[1]?.reportedAt).toBe(Date.UTC(2026, 10, 16, 15, 59, 59) / 1000);
  });

  test("no reporter, no body and no secret title comes out", async () => {
    const yielded = JSON.stringify(await readAll(await file())).toLowerCase();
    const rows = cells.slice(11);
    const hidden = rows.flatMap((row) => [row[3]!, row[8]!, row[9]!]);
    expect(hidden).toHaveLength(54);
    for (const text of [...hidden, "Pungli pengurusan KTP", "Lampu merah mati"])
      expect(yielded).not.toContain(JSON.stringify(text.toLowerCase()).slice(1, -1));
    expect(yielded).not.toMatch(/6304051708900001|0812-?3456|9999 0000|example\.com/);
  });
});

test("cells that a spreadsheet turned into numbers and dates read the same", async () => {
  const retyped: CellValue[][] = cells.map((row, index) =>
    index < 11 ? row : row.map((cell, place) => retype(cell, place, row)),
  );
  retyped[4]![2] = new Date(Date.UTC(2026, 10, 21));
  const path = await writeXlsx(join(freshFolder(), "diketik-ulang.xlsx"), retyped);
  expect(await readAll(path)).toEqual(await readAll(await exampleAsXlsx()));
});

/** Tracking ID and ids as numbers, the date as a date, the time as a fraction of a day. */
function retype(cell: string, place: number, row: readonly string[]): CellValue {
  if ((place === 0 || place === 5 || place === 13) && cell !== "") return Number(cell);
  if (place === 1) return new Date(`${cell} UTC`);
  if (place !== 2) return cell;
  const [hours, minutes, seconds] = row[2]!.split(":").map(Number);
  return (hours! * 3600 + minutes! * 60 + seconds!) / 86_400;
}
