import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type NamedOffice, resolveUnit } from "../../../src/people/resolve-unit.ts";
import { addUnit, emptyBook, loadPeople } from "./book.ts";

function resolveIn(db: ReturnType<typeof emptyBook>, office: NamedOffice): string {
  const found = resolveUnit(loadPeople(db.sql), office);
  if (found.kind === "unit") return found.unit.code;
  return found.kind === "unknown" ? "unknown" : `ambiguous: ${found.units.map(({ code }) => code).join(" ")}`;
}

function kabupaten(): ReturnType<typeof emptyBook> {
  const db = emptyBook();
  const parentId = addUnit(db, "pemda", { name: "Pemerintah Kabupaten Contoh" });
  const aliases = ["Dinas PUPR"];
  addUnit(db, "pupr", {
    parentId,
    name: "Dinas Pekerjaan Umum dan Penataan Ruang",
    externalId: "90001",
    aliases,
  });
  addUnit(db, "dinkes", {
    parentId,
    name: "Dinas Kesehatan Kab. Contoh",
    externalId: "90005",
    aliases: ["Dinkes"],
  });
  addUnit(db, "insp", { parentId, name: "Inspektorat" });
  addUnit(db, "alalak", { parentId, name: "Kecamatan Alalak", aliases: ["Layanan Alalak"] });
  addUnit(db, "uptd", { parentId, name: "UPTD Alalak", aliases: ["Layanan Alalak"] });
  return db;
}

test.each<[NamedOffice, string]>([
  [{ externalId: "90001", name: "nama baru yang belum dikenal" }, "pupr"],
  [{ externalId: " 90001 " }, "pupr"],
  [{ externalId: "90001", name: "Dinas Kesehatan" }, "pupr"],
  [{ externalId: "77777", name: "Dinas Kesehatan" }, "dinkes"],
  [{ externalId: "", name: "Dinas Kesehatan" }, "dinkes"],
  [{ externalId: null, name: "DINAS KESEHATAN KABUPATEN CONTOH" }, "dinkes"],
  [{ name: "Dinas Kesehatan Contoh" }, "dinkes"],
  [{ name: "dinkes kab. contoh" }, "dinkes"],
  [{ name: "Dinas Pekerjaan Umum & Penataan Ruang, Kab. Contoh" }, "pupr"],
  [{ name: "Dinas PUPR Kab. Contoh" }, "pupr"],
  [{ name: "Inspektorat Kabupaten Contoh" }, "insp"],
  [{ name: "Kec. Alalak" }, "alalak"],
  [{ name: "Pemerintah Kabupaten Contoh" }, "pemda"],
  [{ name: "Pemkab Contoh" }, "pemda"],
  [{ name: "Dinas Kesehatan Kota Contoh" }, "unknown"],
  [{ name: "Dinas Kesehatan Hewan" }, "unknown"],
  [{ name: "Disdukcapil" }, "unknown"],
  [{ name: "Contoh" }, "unknown"],
  [{ name: " -- " }, "unknown"],
  [{}, "unknown"],
  [{ name: "Layanan Alalak" }, "ambiguous: alalak uptd"],
  [{ name: "Layanan Alalak Kab. Contoh" }, "ambiguous: alalak uptd"],
])("%j is %s", (office, code) => {
  expect(resolveIn(kabupaten(), office)).toBe(code);
});

test("the full spelling wins over the one without the region's name", () => {
  const db = kabupaten();
  addUnit(db, "dinkes2", { name: "Dinas Kesehatan", parentId: 1 });
  expect(resolveIn(db, { name: "Dinas Kesehatan" })).toBe("dinkes2");
  expect(resolveIn(db, { name: "Dinas Kesehatan Kab. Contoh" })).toBe("dinkes");
  expect(resolveIn(db, { name: "Dinas Kesehatan Contoh" })).toBe("ambiguous: dinkes dinkes2");
});

test("without a root nothing is taken off a name", () => {
  expect(resolveIn(emptyBook(), { name: "Dinas Kesehatan" })).toBe("unknown");
});

test("every spelling names one unit, whatever the order in which units were entered, or is called ambiguous", () => {
  const office = fc.constantFrom(
    "Dinas Kesehatan",
    "Dinas Sosial",
    "Kecamatan Contoh",
    "Kecamatan",
    "Inspektorat",
  );
  const region = fc.constantFrom("", " Contoh", " Kab. Contoh", " Kabupaten", " Kota Contoh");
  const spelling = fc.tuple(office, region).map((parts) => parts.join(""));
  fc.assert(
    fc.property(fc.array(spelling, { minLength: 1, maxLength: 6 }), spelling, (names, asked) => {
      const answers = [names, names.toReversed()].map((ordered) => {
        const db = emptyBook();
        const parentId = addUnit(db, "pemda", { name: "Pemerintah Kabupaten Contoh" });
        for (const [index, name] of ordered.entries()) addUnit(db, `u${index}`, { name, parentId });
        const found = resolveUnit(loadPeople(db.sql), { name: asked });
        db.close();
        return found.kind === "unit" ? found.unit.name : found.kind;
      });
      expect(answers[0]).toBe(answers[1]);
      const isTwice = names.filter((name) => name === asked).length > 1;
      if (names.includes(asked)) expect(answers[0]).toBe(isTwice ? "ambiguous" : asked);
    }),
    { numRuns: 60 },
  );
});
