import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readDoctorFacts } from "../../src/desk/doctor/store.ts";
import { findUnwatched } from "../../src/desk/doctor/unwatched.ts";
import { loadOffice } from "../../src/desk/office.ts";
import { draftOf } from "../../src/rules/draft.ts";
import { loadRules, saveRule } from "../../src/rules/store.ts";
import type { Clock, Match } from "../../src/rules/contract.ts";
import { at, openStory, type Story } from "../support/story.ts";

let story: Story;
beforeEach(() => {
  story = openStory({ begin: "2026-11-18T09:00" });
});
afterEach(() => {
  expect(story.errors).toEqual([]);
  story.close();
});

const complaint = {
  trackingId: "9100001",
  classification: "aspirasi" as const,
  reportedAt: at("2026-11-18T07:00"),
  isSecret: false,
};
const passedOn = { ...complaint, disposedAt: at("2026-11-18T08:00"), opdName: "Dinas Lingkungan Hidup" };

function findings() {
  const { sql } = story.db;
  const facts = readDoctorFacts(sql, { isWaLinked: true, isBotRunning: true });
  return findUnwatched(loadOffice(sql, { wa: true, email: true }), facts);
}

/** All rules of a clock take these only, as `aturan atur` saves it. */
async function narrow(clock: Clock, match: Match): Promise<void> {
  await story.kominfo((db) => {
    for (const rule of loadRules(db.sql).filter(({ current }) => current.clock === clock))
      saveRule(db.sql, { ...draftOf(rule), match }, story.now());
  });
}

describe("a complaint that no rule takes", () => {
  test("is named by periksa, by the clock that does not run, until a rule takes it or it is answered", async () => {
    await narrow("response", { unit: ["dinkes"] });
    await story.learn(passedOn);
    expect(findings()).toMatchObject([
      {
        cause: "unwatched:response",
        isBlocking: false,
        problem:
          "1 laporan terbuka tidak dicakup aturan tindak lanjut mana pun, jadi tidak ada yang diberi tahu: 9100001.",
        remedy: "Periksa syarat setiap aturan: siaga aturan daftar",
      },
    ]);
    await narrow("response", {});
    expect(findings()).toEqual([]);
    await narrow("response", { unit: ["dinkes"] });
    await story.learn({ ...passedOn, firstFollowUpAt: at("2026-11-18T08:30") });
    expect(findings()).toEqual([]);
  });

  test("also while it waits for a unit", async () => {
    await narrow("verification", { classification: ["permintaan_informasi"] });
    await story.learn(complaint);
    expect(findings()).toMatchObject([{ cause: "unwatched:verification" }]);
  });

  test("with a clock that began before the rule was narrowed it is watched", async () => {
    await story.learn(passedOn);
    await narrow("response", { unit: ["dinkes"] });
    expect(findings()).toEqual([]);
  });

  test("a complaint that had ended when first seen, or is backlog, is not missed", async () => {
    await narrow("response", { unit: ["dinkes"] });
    await story.learn({ ...passedOn, statusRaw: "Selesai" });
    await story.learn({ ...passedOn, trackingId: "9100002", reportedAt: at("2026-10-01T08:00") });
    story.db.sql.exec("update complaints set isBacklog = 1 where trackingId = '9100002'");
    expect(findings()).toEqual([]);
  });
});
