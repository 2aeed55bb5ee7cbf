import { afterAll, describe, expect, test } from "vitest";
import { openDb } from "../../../db/open.ts";
import { complaints } from "../../../db/schema/complaints.ts";
import type { Status } from "../../../src/complaints/contract.ts";
import {
  foldWords,
  isBackwards,
  isEnded,
  notEndedSql,
  openSql,
  statusOf,
} from "../../../src/complaints/status-words.ts";

const none: ReadonlyMap<string, Status> = new Map();

test.each([
  ["Belum Terverifikasi", "unverified"],
  ["Terverifikasi", "verified"],
  ["Belum Ditindaklanjuti", "unanswered"],
  ["Proses", "in_progress"],
  ["Dalam Proses", "in_progress"],
  ["Diproses", "in_progress"],
  ["Ditanggapi oleh Pelapor", "in_progress"],
  ["Ditunda", "postponed"],
  ["Menunggu Kelengkapan Informasi", "postponed"],
  ["Selesai", "done"],
  ["Ditutup oleh Pelapor", "done"],
  ["Ditutup oleh Admin", "done"],
  ["Ditutup oleh Sistem", "closed_by_system"],
  ["Diarsipkan oleh Admin", "archived"],
  ["Diarsipkan oleh Sistem", "archived"],
  ["Diarsipkan oleh Pelapor", "archived"],
  ["Konten Terblokir", "archived"],
  ["Ditolak", "rejected"],
  ["Bukan Wewenang", "not_authority"],
  ["", "unknown"],
  ["  ", "unknown"],
  ["Dalam Pengawasan Khusus", "unknown"],
  ["Belum", "unknown"],
] as const)("%s is %s", (text, status) => {
  expect(statusOf(text, none)).toBe(status);
});

test.each([
  "belum ditindaklanjuti",
  "BELUM  DITINDAKLANJUTI",
  " Belum-Ditindaklanjuti. ",
  "Belum\u00a0Ditindaklanjuti",
])("spelling %j is forgiven", (text) => {
  expect(statusOf(text, none)).toBe("unanswered");
});

describe("spellings that Kominfo added", () => {
  const added = new Map<string, Status>([
    [foldWords("Dalam Pengawasan Khusus"), "in_progress"],
    [foldWords("Selesai"), "in_progress"],
  ]);

  test("are known", () => expect(statusOf("DALAM PENGAWASAN KHUSUS!", added)).toBe("in_progress"));
  test("win over the shipped table", () => expect(statusOf("Selesai", added)).toBe("in_progress"));
  test("leave the rest alone", () => expect(statusOf("Ditolak", added)).toBe("rejected"));
});

test("a complaint has ended with these and no other", () => {
  const all: Status[] = [
    "unverified",
    "verified",
    "unanswered",
    "in_progress",
    "postponed",
    "done",
    "closed_by_system",
    "not_authority",
    "archived",
    "rejected",
    "unknown",
  ];
  expect(all.filter(isEnded)).toEqual(["done", "closed_by_system", "not_authority", "archived", "rejected"]);
});

test.each([
  ["in_progress", "unanswered", true],
  ["unanswered", "unverified", true],
  ["done", "in_progress", true],
  ["archived", "postponed", true],
  ["unanswered", "in_progress", false],
  ["in_progress", "done", false],
  ["done", "closed_by_system", false],
  ["postponed", "unanswered", false],
  ["in_progress", "postponed", false],
  ["unknown", "unverified", false],
  ["in_progress", "unknown", false],
] as const)("from %s to %s: backwards is %s", (before, after, isSo) => {
  expect(isBackwards(before, after)).toBe(isSo);
});

describe("in SQL", () => {
  const { sql } = openDb(":memory:");
  afterAll(() => void sql.close());

  test.each(complaints.status.enumValues)("%s counts as the program counts it", (status) => {
    const read = sql.prepare<[Status], number>(`select ${notEndedSql} from (select ? as status)`).pluck();
    expect(read.get(status)).toBe(isEnded(status) ? 0 : 1);
  });

  test("open complaints are found by their index, not among those of all the years", () => {
    const plan = sql
      .prepare<[], { detail: string }>(
        `explain query plan select trackingId from complaints where ${openSql}`,
      )
      .all()
      .map(({ detail }) => detail);
    expect(plan).toEqual(["SCAN complaints USING INDEX complaintsOpen"]);
  });
});
