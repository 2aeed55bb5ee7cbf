import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { home } from "../../../src/paths.ts";
import { book, done, example, file, siaga, small, useFolder } from "./siaga.ts";

const columns =
  "Tracking ID,Tanggal Laporan Masuk,Judul Laporan,Tipe Laporan (Anonim/Rahasia),Instansi Terdisposisi,Status Laporan,Tanggal Disposisi,Tanggal Tindak Lanjut Pertama,Tanggal Selesai,Masa Tunda";
const span = ["--mulai", "2026-11-20", "--sampai", "2026-12-10"];

const csv = (lines: readonly string[]) => file("a.csv", `${lines.join("\n")}\n`);

const row = (id: string, office: string, moments: string) =>
  `${id},2026-11-20T14:00:00+08:00,Jalan rusak,,${office},Selesai,${moments}`;

useFolder();
beforeEach(async () => {
  await done("konfig", "impor", example, "--ya");
});

describe("siaga simulasi", () => {
  test("prints each message with the names and the order of the contract, and the same bytes each time", async () => {
    const berkas = csv([
      columns,
      row("9100002", "Dinas Lingkungan Hidup", "2026-11-20T15:00:00+08:00,,,"),
      row("9100001", "Dinas Lingkungan Hidup", "2026-11-20T15:00:00+08:00,2026-11-24T10:00:00+08:00,,"),
    ]);
    const out = await done("simulasi", "--berkas", berkas, ...span, "--json");
    const lines = out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines[0]).toEqual({
      at: "2026-11-20T15:00:00+08:00",
      trackingId: "9100001",
      clock: "response",
      epoch: 1,
      step: 1,
      occurrence: 0,
      kind: "step",
      post: "admin",
      unit: "dlh",
      person: "Dewi Admin DLH",
      channel: "wa",
      to: "+6281200000021",
      reason: "due",
    });
    expect(
      lines.map(({ at, trackingId, kind, post }) => `${at.slice(5, 16)} ${trackingId} ${kind} ${post}`),
    ).toEqual([
      "11-20T15:00 9100001 step admin",
      "11-20T15:00 9100002 step admin",
      "11-23T15:00 9100001 reminder admin",
      "11-23T15:00 9100002 reminder admin",
      "11-24T15:00 9100002 reminder admin",
      "11-25T15:00 9100002 step kepala",
      "11-25T15:00 9100002 step kepala",
      "11-30T08:00 9100002 digest kepala_daerah",
      "11-30T08:00 9100002 digest kepala_daerah",
    ]);
    expect(await done("simulasi", "--berkas", berkas, ...span, "--json")).toBe(out);
  });

  test("reported before --mulai: backlog, and silent", async () => {
    const berkas = csv([columns, row("9100001", "Dinas Lingkungan Hidup", "2026-11-23T15:00:00+08:00,,,")]);
    expect(
      await done("simulasi", "--berkas", berkas, "--mulai", "2026-11-21", "--sampai", "2026-12-10", "--json"),
    ).toBe("");
  });

  test("successive dispositions: told that it moved, and the new office from its own moment", async () => {
    const berkas = csv([
      columns,
      row("9100001", "Dinas Lingkungan Hidup", "2026-11-20T15:00:00+08:00,,,"),
      row("9100001", "Dinas Kesehatan", "2026-11-23T09:00:00+08:00,2026-11-23T10:00:00+08:00,,"),
    ]);
    const out = await done("simulasi", "--berkas", berkas, ...span, "--json");
    expect(
      out
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line))
        .map(({ at, kind, unit, epoch }) => `${at.slice(5, 16)} ${kind} ${unit} ${epoch}`),
    ).toEqual(["11-20T15:00 step dlh 1", "11-23T09:00 moved dlh 1", "11-23T09:00 step dinkes 2"]);
  });

  test("it changes nothing in the book", async () => {
    const berkas = csv([columns, row("9100001", "Dinas Kesehatan", "2026-11-20T15:00:00+08:00,,,")]);
    await done("simulasi", "--berkas", berkas, ...span);
    expect(
      book((sql) =>
        sql.prepare("select (select count(*) from complaints) + (select count(*) from outbox)").pluck().get(),
      ),
    ).toBe(0);
  });

  test("--banding shows today's rules beside the proposed ones", async () => {
    const berkas = csv([columns, row("9100001", "Dinas Kesehatan", "2026-11-20T15:00:00+08:00,,,")]);
    const rules = JSON.parse(await done("aturan", "lihat", "Tindak lanjut pertama", "--json"));
    const steps = rules.steps.map((step: object, index: number) =>
      index === 1 ? { ...step, after: "2 hari kerja" } : step,
    );
    const { version: _version, warnings: _warnings, ...rule } = rules;
    const banding = file("usulan.yaml", JSON.stringify({ rules: [{ ...rule, steps }] }));
    const out = await siaga(
      "simulasi",
      "--berkas",
      berkas,
      "--mulai",
      "2026-11-20",
      "--sampai",
      "2026-11-25",
      "--banding",
      banding,
    );
    expect(out).toMatchObject({ code: 0 });
    expect(out.out).toContain("Aturan sekarang: 3 pesan. Aturan usulan: 4 pesan.");
  });

  test("the bot's own history can be replayed", async () => {
    await done("laporan", "impor", join(home, "test/support/exports/laporan-ringkas-contoh.csv"));
    const out = await done(
      "simulasi",
      "--dari-riwayat",
      "--mulai",
      "2026-11-01",
      "--sampai",
      "2027-01-01",
      "--json",
    );
    expect(out.trim().split("\n").length).toBeGreaterThan(20);
  });

  test("where a Sekretaris is told instead of a vacant head, the story says why", async () => {
    const pemda = small({
      posts: ["admin", "kepala", "sekretaris"].map((post) => `- { unit: dinkes, post: ${post} }`).join("\n"),
      holders: [
        "- { unit: dinkes, post: admin, name: Joko, kind: definitif, wa: 0812-0000-0051 }",
        "- { unit: dinkes, post: sekretaris, name: Rina, kind: definitif, wa: 0812-0000-0052 }",
      ].join("\n"),
    });
    await done("konfig", "impor", file("small.yaml", pemda), "--ya");
    const berkas = csv([columns, row("9100001", "Dinas Kesehatan", "2026-11-20T15:00:00+08:00,,,")]);
    const lines = (await done("simulasi", "--berkas", berkas, ...span)).split("\n");
    const told = (name: string) => lines.filter((line) => line.includes(`${name} (`));
    expect(told("Rina")).toEqual([
      "  15.00  Rina (Sekretaris, dinkes, WhatsApp) diberi tahu tentang 9100001, tindak lanjut jenjang 2: sudah waktunya; Kepala OPD belum dapat dihubungi",
    ]);
    expect(told("Joko").join("\n")).not.toContain("belum dapat dihubungi");
  });

  test.each([
    [["--dari-riwayat", "--mulai", "2026-02-01", "--sampai", "2026-01-01"], "harus sesudah"],
    [["--dari-riwayat", "--mulai", "kemarin", "--sampai", "2026-01-01"], "kemarin"],
    [["--berkas", "/tidak/ada.csv", "--mulai", "2026-01-01", "--sampai", "2026-02-01"], "tidak ditemukan"],
  ])("bad input %j: one sentence", async (args, words) => {
    expect(await siaga("simulasi", ...args)).toMatchObject({ code: 1, err: expect.stringContaining(words) });
  });
});
