import * as fc from "fast-check";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { openDb } from "../../../db/open.ts";
import { changeConfig } from "../../../src/cli/shared/config-file/change-config.ts";
import { mergeConfig } from "../../../src/cli/shared/config-file/merge.ts";
import { readConfig } from "../../../src/cli/shared/config-file/read-book.ts";
import { readConfigFile } from "../../../src/cli/shared/config-file/read-file.ts";
import { writeConfigFile } from "../../../src/cli/shared/config-file/write-file.ts";
import { done, example, exported, path, useFolder } from "./siaga.ts";

useFolder();

test("an export imported again changes nothing, here and in an empty book, byte for byte", async () => {
  await done("konfig", "impor", example);
  const first = await exported("first.yaml");
  expect(await done("konfig", "impor", path("first.yaml"))).toBe("Tidak ada perbedaan.\n");
  expect(await exported("second.yaml")).toBe(first);
  const other = openDb(":memory:");
  importInto(other, first);
  expect(writeConfigFile(readConfig(other.sql))).toBe(first);
});

test("any configuration comes back byte for byte, whatever the book held before", () => {
  fc.assert(
    fc.property(anyConfig(), anyConfig(), (before, after) => {
      const db = openDb(":memory:");
      importInto(db, JSON.stringify(before));
      importInto(db, JSON.stringify(after));
      const first = writeConfigFile(readConfig(db.sql));
      const again = importInto(db, first);
      expect(again.changes).toEqual([]);
      const other = openDb(":memory:");
      importInto(other, first);
      expect(writeConfigFile(readConfig(other.sql))).toBe(first);
      expect(names(parse(first))).toEqual(names(after));
      db.close();
      other.close();
    }),
    { numRuns: 40 },
  );
});

function importInto(db: ReturnType<typeof openDb>, source: string) {
  const { sections } = readConfigFile(source);
  return changeConfig(db, {
    now: 10,
    action: "test",
    oleh: undefined,
    edit: (before) => mergeConfig(before, sections, new Set()),
  });
}

/** Configurations that hold together: a root, offices under it, posts, people, rules. */
function anyConfig() {
  const name = fc.constantFrom(
    "Dinas Kesehatan",
    "'kutip\"",
    "- tanda",
    "#bukan komentar",
    "a: b",
    "12",
    "true",
    "Ñandú & Co",
    "é".normalize("NFD"),
    "null",
  );
  const codes = fc.uniqueArray(fc.constantFrom("a", "b", "c-1", "D.2", "3"), { maxLength: 4 });
  const zone = fc.constantFrom("WIB", "WITA", "WIT");
  const date = fc.constantFrom("2026-01-01", "2026-06-30", "2027-12-31");
  const calendars = fc.subarray([
    { code: "utama", zone: "WITA", hours: { senin: "08.00-12.00", minggu: "09.00-10.00" } },
    {
      code: "lain",
      zone: "WIB",
      hours: { jumat: "-", senin: "00.00-24.00" },
      holidays: [{ date: "2026-12-14", name: "x: y", decree: "SK" }],
    },
    {
      code: "zona-wit",
      zone: "WIT",
      special: [
        { from: "2026-02-18", to: "2026-03-19", name: "R", hours: { senin: "08.00-12.00" }, decree: "SE" },
        { from: "2026-03-01", to: "2026-03-02", name: "R", hours: { senin: "09.00-12.00" }, decree: "SE" },
      ],
    },
  ]);
  const rule = fc.record({
    name,
    clock: fc.constantFrom("response", "completion"),
    limit: fc.constantFrom("5 hari kerja", "1,5 jam"),
    order: fc.nat({ max: 3 }),
    active: fc.boolean(),
    steps: fc.constantFrom(
      [{ after: "0 menit", post: "admin", channels: "wa" }],
      [
        {
          after: "2jk",
          post: "kepala",
          channels: "wa>email",
          window: "selalu",
          remind: { every: "1hk", max: 3 },
        },
      ],
    ),
  });
  return fc
    .record({
      codes,
      calendars,
      zone,
      names: fc.array(name, { minLength: 5, maxLength: 5 }),
      aliases: fc.array(fc.array(name, { maxLength: 2 }), { minLength: 5, maxLength: 5 }),
      posts: fc.uniqueArray(fc.constantFrom("admin", "kepala", "kepala_bidang"), {
        minLength: 1,
        maxLength: 3,
      }),
      people: fc.uniqueArray(
        fc.record({
          name,
          from: fc.option(date),
          wa: fc.option(fc.constant("081200000001")),
          kind: fc.constantFrom("definitif", "plt"),
        }),
        { maxLength: 4, selector: (person) => person.name },
      ),
      rules: fc.uniqueArray(rule, { maxLength: 3, selector: (rule) => rule.name.toLowerCase() }),
    })
    .map(({ codes, calendars, zone, names, aliases, posts, people, rules }) => {
      const units = codes.map((code, index) => ({
        code,
        name: names[index],
        aliases: aliases[index],
        externalId: `9${index}`,
        // a chain, with the children before their parents
        ...(index < codes.length - 1 ? { parent: codes[index + 1] } : { zone }),
        ...(index === 0 && calendars.length > 0 && codes.length > 1 ? { calendar: calendars[0]!.code } : {}),
      }));
      const [first] = codes;
      const allPosts = codes.flatMap((unit) => posts.map((post) => ({ unit, post })));
      const holders = people.map((person) => {
        const set = Object.entries(person).filter(([, value]) => value !== null);
        return { unit: first, post: posts[0], ...Object.fromEntries(set) };
      });
      return { calendars, units, posts: allPosts, holders: first === undefined ? [] : holders, rules };
    });
}

/** What tells entries apart, without their order. */
function names(config: { [section: string]: Record<string, unknown>[] }): unknown {
  return Object.fromEntries(
    Object.entries(config).map(([section, entries]) => [section, entries.map(key).sort()]),
  );
}

function key({ code, unit, post, name }: Record<string, unknown>): string {
  return JSON.stringify([code ?? [unit, post, String(name).normalize("NFC")]]);
}
