import { describe, expect, test } from "vitest";
import { parseDuration } from "../../../src/calendar/durations.ts";
import { parseLocalInstant } from "../../../src/calendar/format.ts";
import { describeSpan, placeAt, shortMoment } from "../../../src/cli/laporan/lihat/moments.ts";
import { countSpan } from "../../../src/cli/laporan/lihat/reckon.ts";
import { wrap } from "../../../src/cli/shared/wrap.ts";
import { wita } from "../calendar/calendars.ts";

const at = (text: string) => parseLocalInstant(text, wita);

describe("a span in words", () => {
  test.each([
    ["2026-11-23T09:00", "3 hari kerja", "3 hari kerja sejak Sen 23 Nov 09.00"],
    ["2026-11-23T09:00", "0 menit", "langsung sejak Sen 23 Nov 09.00"],
    [
      "2026-11-23T09:00",
      "5 hari kerja",
      "5 hari kerja sejak Sen 23 Nov 09.00; dilewati: Sabtu 28, Minggu 29 Nov",
    ],
    [
      "2026-10-30T09:00",
      "1 hari kerja",
      "1 hari kerja sejak Jum 30 Okt 09.00; dilewati: Sabtu 31 Okt, Minggu 1 Nov",
    ],
    ["2026-11-21T10:00", "4 jam", "4 jam sejak Sab 21 Nov 10.00"],
    [
      "2026-11-21T10:00",
      "1 hari kerja",
      "1 hari kerja sejak Sab 21 Nov 10.00; dilewati: Sabtu 21, Minggu 22 Nov, Senin 23 Nov (hari mulai, belum dihitung)",
    ],
    [
      "2026-11-20T16:10",
      "1 hari kerja",
      "1 hari kerja sejak Jum 20 Nov 16.10; dilewati: Sabtu 21, Minggu 22 Nov",
    ],
  ])("%s + %s", (from, duration, words) => {
    expect(describeSpan(placeAt(wita, at(from)), countSpan(wita, at(from), parseDuration(duration)))).toBe(
      words,
    );
  });

  test("holidays say their name, and many weekends only their number", () => {
    const from = at("2026-03-17T09:00");
    const words = describeSpan(placeAt(wita, from), countSpan(wita, from, parseDuration("14 hari kerja")));
    expect(words).toContain(
      "Jumat 20, Senin 23, Selasa 24 Mar (Idulfitri 1447 Hijriah – cuti bersama), Sabtu 21, Minggu 22 Mar (Idulfitri 1447 Hijriah – libur nasional), 5 hari akhir pekan",
    );
  });

  test("a year that differs from that of the place is named", () => {
    expect(shortMoment(placeAt(wita, at("2026-12-01T00:00")), at("2027-01-04T08:00"))).toBe(
      "Sen 4 Jan 2027 08.00",
    );
  });

  test("what was postponed comes on top, with the days that it passes over", () => {
    const from = at("2026-11-23T09:00");
    const pause = [at("2026-11-24T09:00"), at("2026-11-26T09:00")] as const;
    const span = countSpan(wita, from, parseDuration("3 hari kerja"), [pause]);
    expect(span.to).toBe(at("2026-11-30T09:00"));
    expect(describeSpan(placeAt(wita, from), span)).toBe(
      "3 hari kerja sejak Sen 23 Nov 09.00; masa tunda Sel 24 Nov 09.00 – Kam 26 Nov 09.00 ditambahkan; dilewati: Sabtu 28, Minggu 29 Nov",
    );
  });
});

describe("wrap", () => {
  test("no line is wider than a page, and what follows stands below the text", () => {
    const lines = wrap(`${"kata ".repeat(60)}${"x".repeat(250)}`, "  Judul  ");
    expect(lines.length).toBeGreaterThan(4);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(100);
    for (const line of lines.slice(1)) expect(line).toMatch(/^ {9}\S/u);
    expect(lines.join("").replaceAll(/\s/gu, "")).toBe(`Judul${"kata".repeat(60)}${"x".repeat(250)}`);
  });

  test("an empty text is one line", () => {
    expect(wrap("", "  Judul ")).toEqual(["  Judul "]);
  });
});
