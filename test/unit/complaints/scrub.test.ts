import * as fc from "fast-check";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { scrub } from "../../../src/complaints/scrub.ts";
import { labelled } from "../../support/scrub-labelled.ts";

const MASK = "[disamarkan]";

describe("on labelled sentences", () => {
  const scores = labelled.map(score);
  const total = (key: "found" | "missed" | "wrong") => scores.reduce((sum, one) => sum + one[key].length, 0);
  const recall = total("found") / (total("found") + total("missed"));
  const precision = total("found") / (total("found") + total("wrong"));

  test(`recall ${recall.toFixed(3)}, precision ${precision.toFixed(3)} on ${labelled.length} sentences`, () => {
    expect(labelled.length).toBeGreaterThanOrEqual(300);
    expect(recall).toBeGreaterThanOrEqual(0.98);
    expect(precision).toBeGreaterThanOrEqual(0.99);
  });

  test("what it misses is known", () => {
    expect(scores.flatMap(({ missed }) => missed)).toEqual([
      "nol 8 satu 2 tiga 4 lima 6 tujuh 8",
      "𝟘𝟠𝟙𝟚𝟛𝟜𝟝𝟞𝟟𝟠",
    ]);
  });

  test("what it hides without need is known", () => {
    expect(scores.flatMap(({ wrong }) => wrong)).toEqual(["B 2000 SA"]);
  });

  test("it hides no more and no less than the number itself", () => {
    const inexact = labelled.filter((sentence) => scrub(plain(sentence)) !== hidden(sentence));
    expect(inexact.length).toBe(3);
  });

  test("scrubbing again changes nothing", () => {
    for (const sentence of labelled) {
      const once = scrub(plain(sentence));
      expect(scrub(once)).toBe(once);
    }
  });
});

describe("on numbers made at random", () => {
  const words = fc.constantFrom("", "NIK saya ", "Alamat", "hubungi", "nomor:", "(", "warga ", "\u00e9");
  const groups = fc.constantFrom([4, 4, 4], [3, 4, 4], [4, 4, 3], [4, 3, 3], [12], [11], [10]);
  const joiner = fc.constantFrom("", " ", "-", ".", " - ");

  test("no mobile number is left, however it is grouped and glued", () => {
    fc.assert(
      fc.property(
        fc.tuple(groups, joiner, digits(9)),
        words,
        words,
        ([lengths, between, tail], before, after) => {
          const number = regroup(`08${"123456789"[Number(tail[0]) % 9]}${tail}`, lengths, between);
          expect(scrub(before + number + after)).toBe(before + MASK + after);
        },
      ),
    );
  });

  test("no NIK is left, also with a digit lost or doubled, however it is glued", () => {
    fc.assert(
      fc.property(
        digits(17),
        fc.integer({ min: 15, max: 17 }),
        words,
        words,
        (all, length, before, after) => {
          expect(scrub(`${before}6${all.slice(1, length)}${after}`)).toBe(before + MASK + after);
        },
      ),
    );
  });

  test("amounts, dates and tracking ids stay", () => {
    const amount = fc
      .integer({ min: 1, max: 999_999_999 })
      .map((value) => `Rp${value.toLocaleString("id-ID")}`);
    const date = fc
      .tuple(
        fc.integer({ min: 1, max: 31 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 2011, max: 2035 }),
      )
      .map(
        ([day, month, year]) => `${String(day).padStart(2, "0")}-${String(month).padStart(2, "0")}-${year}`,
      );
    const id = fc.integer({ min: 1_000_000, max: 9_999_999 }).map((value) => `laporan ${value}`);
    fc.assert(
      fc.property(fc.array(fc.oneof(amount, date, id), { maxLength: 4 }), (parts) => {
        const text = parts.join(" dan ");
        expect(scrub(text)).toBe(text);
      }),
    );
  });
});

test("nothing personal is left of the texts of the example export", () => {
  const file = join(import.meta.dirname, "../../support/exports/laporan-ringkas-contoh.csv");
  const text = scrub(readFileSync(file, "utf8").replaceAll(",", " , "));
  for (const secret of [
    "0812-3456-7890",
    "6304051708900001",
    "813 9999",
    "contoh.empat",
    "1234 XY",
    "1234 xy",
  ])
    expect(text).not.toContain(secret);
  expect(text).toContain("Rp150.000");
  expect(text).toContain("RT 08");
});

describe("time grows with the text, not with its square", () => {
  const hostile = {
    "single digits": "1 ",
    "dotted digits": "1.",
    "digit pairs": "08-",
    "at signs": "a@",
    "spelled at": " at ",
    "one long word": "a",
    "plates without end": "DA1",
    brackets: "(((1",
    announcements: "nik 12345 ",
    "broken addresses": "a.b@",
    "digits in words": "nol ",
    "letters like digits": "0OO",
    "rarely joined": "081,",
    "glued plates": "DA1XY",
  };
  test.each(Object.entries(hostile))("%s", (_, unit) => {
    const timeOf = (length: number) => fastest(unit.repeat(length / unit.length));
    // Sixteen times the text: linear takes 16 times as long, quadratic 256 times.
    expect(timeOf(96_000) / Math.max(timeOf(6000), 0.3)).toBeLessThan(64);
  });
});

interface Score {
  readonly found: string[];
  readonly missed: string[];
  readonly wrong: string[];
}

/** Compares the stretches that were masked with those that the label names. */
function score(sentence: string): Score {
  const text = plain(sentence);
  const scrubbed = scrub(text);
  const wanted = labelledSpans(sentence);
  const masked = scrubbed === hidden(sentence) ? wanted : maskedSpans(text, scrubbed);
  const textOf = ([from, to]: Range) => text.slice(from, to);
  const [found, missed] = split(wanted, (want) => masked.some((mask) => covers(mask, want)));
  return {
    found: found.map(textOf),
    missed: missed.map(textOf),
    wrong: masked.filter((mask) => !wanted.some((want) => touches(mask, want))).map(textOf),
  };
}

type Range = readonly [from: number, to: number];

function covers([from, to]: Range, [start, end]: Range): boolean {
  return from <= start && to >= end;
}

function touches([from, to]: Range, [start, end]: Range): boolean {
  return from < end && to > start;
}

function maskedSpans(text: string, scrubbed: string): Range[] {
  const kept = scrubbed.split(MASK);
  const spans: Range[] = [];
  let place = kept[0]!.length;
  for (const [index, piece] of kept.entries()) {
    if (index === 0) continue;
    const next = index === kept.length - 1 ? text.length - piece.length : text.indexOf(piece, place + 1);
    spans.push([place, next]);
    place = next + piece.length;
  }
  return spans;
}

function labelledSpans(sentence: string): Range[] {
  let marks = 0;
  return [...sentence.matchAll(/⟦([^⟧]*)⟧/g)].map(({ 1: secret, index }) => {
    const from = index - marks;
    marks += 2;
    return [from, from + secret!.length];
  });
}

function digits(length: number): fc.Arbitrary<string> {
  return fc.stringMatching(new RegExp(`^[0-9]{${length}}$`));
}

function plain(sentence: string): string {
  return sentence.replace(/[⟦⟧]/g, "");
}

function hidden(sentence: string): string {
  return sentence.replace(/⟦[^⟧]*⟧/g, MASK);
}

function split<T>(list: readonly T[], test: (item: T) => boolean): [T[], T[]] {
  return [list.filter(test), list.filter((item) => !test(item))];
}

function regroup(digits: string, lengths: readonly number[], joiner: string): string {
  let place = 0;
  return lengths.map((length) => digits.slice(place, (place += length))).join(joiner);
}

/** Milliseconds of the processor: a busy machine does not count. */
function fastest(text: string): number {
  const times = Array.from({ length: 3 }, () => {
    const start = process.cpuUsage();
    scrub(text);
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  });
  return Math.min(...times);
}
