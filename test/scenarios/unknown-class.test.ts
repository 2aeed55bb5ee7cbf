import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { findUnknownClasses } from "../../src/desk/doctor/classes.ts";
import { readDoctorFacts } from "../../src/desk/doctor/store.ts";
import { importFile } from "../../src/desk/import-file.ts";
import { loadOffice } from "../../src/desk/office.ts";
import { exportRow } from "../support/exports/rows.ts";
import { exportTable } from "../support/exports/table.ts";
import { writeCsv } from "../support/exports/write-csv.ts";
import { at, openStory, type Story } from "../support/story.ts";

let story: Story;
beforeEach(() => {
  story = openStory({ begin: "2026-11-23T09:00" });
});
afterEach(() => {
  expect(story.errors).toEqual([]);
  story.close();
});

const complaint = {
  trackingId: "9100001",
  statusRaw: "Belum Ditindaklanjuti",
  opdName: "Dinas PUPR",
  reportedAt: at("2026-11-20T10:00"),
  isSecret: false,
  classification: "lain",
} as const;

function findings() {
  const facts = readDoctorFacts(story.db.sql, { isWaLinked: true, isBotRunning: true });
  return findUnknownClasses(loadOffice(story.db.sql, { wa: true, email: true }), facts);
}

/** A rule of its own for each class, which is what the shipped completion rules are. */
function splitCompletion(): void {
  story.db.sql.exec(
    `insert into rules (id, name, "order", active, versionId) values (90, 'Selesai', 10, 1, 90);
     insert into ruleVersions (id, ruleId, version, clock, match, "limit", gap, reopen, createdAt)
       values (90, 90, 1, 'completion', '{"classification":["aspirasi"]}', '5 hari kerja', '1 hari kerja', 0, 0);`,
  );
  story.db.sql.exec(
    "update rules set active = 0 where id in (select ruleId from ruleVersions where match = '{}' and clock = 'completion')",
  );
}

describe("a complaint of a classification that LAPOR! does not have", () => {
  beforeEach(splitCompletion);

  test("is named with what mends it, and no more once it is mended", async () => {
    await story.learn(complaint);
    expect(findings()).toMatchObject([
      {
        cause: "unknown_class",
        isBlocking: false,
        problem:
          "Klasifikasi 1 laporan tidak dikenal, jadi tidak semua batas waktunya dijaga aturan: 9100001.",
        remedy: expect.stringContaining("siaga laporan tambah 9100001 --klasifikasi"),
      },
    ]);
    await story.learn({ ...complaint, classification: "aspirasi" });
    expect(findings()).toEqual([]);
  });

  test("only five are named", async () => {
    await story.learn(
      ...Array.from({ length: 7 }, (_, index) => ({ ...complaint, trackingId: String(9_100_001 + index) })),
    );
    expect(findings()[0]?.problem).toMatch(/9100005, dan 2 lainnya\.$/u);
  });

  test("one that ended, one whose classification is not said, and one that a rule takes all the same are not", async () => {
    const { classification: _, ...unsaid } = complaint;
    await story.learn({ ...complaint, statusRaw: "Selesai" }, { ...unsaid, trackingId: "9100002" });
    expect(findings()).toEqual([]);
    await story.learn({ ...complaint, trackingId: "9100003" });
    expect(findings()).toHaveLength(1);
    story.db.sql.exec(
      `update ruleVersions set match = '{"classification":["aspirasi","lain"]}' where id = 90`,
    );
    expect(findings()).toEqual([]);
  });
});

test("an export with an unknown classification is read, and its report says so", async () => {
  const cells = { "Status Laporan": "Belum Ditindaklanjuti", "Tanggal Laporan Masuk": "20 Nov 2026" };
  const rows = [
    exportRow(1, { ...cells, "Tracking ID": "9100001", "Klasifikasi Laporan": "Ngawur" }),
    exportRow(2, { ...cells, "Tracking ID": "9100002", "Klasifikasi Laporan": "Aspirasi" }),
    exportRow(3, { ...cells, "Tracking ID": "9100003", "Klasifikasi Laporan": "" }),
  ];
  const table = exportTable(rows, { generatedOn: "2026-11-23", period: ["2026-11-01", "2026-11-23"] });
  const path = await writeCsv(join(story.folder, "ekspor.csv"), table);
  const { intake } = story.bot().desk;
  const { new: added, warnings } = await importFile(story.db.sql, intake, {
    path,
    now: story.now(),
    isForced: true,
  });
  expect(added).toBe(3);
  expect(warnings).toEqual([
    "Klasifikasi 1 laporan tidak dikenal (9100001), jadi aturan menurut klasifikasi tidak mengenainya. Periksa: siaga periksa",
  ]);
});
