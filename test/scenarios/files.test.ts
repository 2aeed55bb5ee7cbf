import { spawnSync } from "node:child_process";
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { basename, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { watchDropFolder } from "../../src/desk/drop-folder.ts";
import { importFile } from "../../src/desk/import-file.ts";
import { openReadingJournal } from "../../src/desk/reading-journal.ts";
import { home } from "../../src/paths.ts";
import type { ExportRow } from "../support/exports/columns.ts";
import { Installation } from "../support/bot-process.ts";
import { exportRow } from "../support/exports/rows.ts";
import { exportTable, type TableShape } from "../support/exports/table.ts";
import { writeCsv } from "../support/exports/write-csv.ts";
import { openStory, type Story } from "../support/story.ts";

let story: Story;
let files = 0;
beforeEach(() => {
  story = openStory({ begin: "2026-11-23T09:00" });
});
afterEach(() => {
  expect(story.errors).toEqual([]);
  story.close();
});

const plain: ExportRow = {
  "Tracking ID": "9100001",
  "Tanggal Laporan Masuk": "20 Nov 2026",
  "Waktu Laporan Masuk": "01:00:00",
  "ID Instansi Terdisposisi": "90001",
  "Instansi Terdisposisi": "Dinas PUPR",
  "Tipe Laporan (Anonim/Rahasia)": "",
  "Klasifikasi Laporan": "",
  "Status Laporan": "Belum Ditindaklanjuti",
};
const dlh: ExportRow = {
  "ID Instansi Terdisposisi": "90002",
  "Instansi Terdisposisi": "Dinas Lingkungan Hidup",
};

/** An export with these reports, of the story's present day unless the shape says otherwise. */
async function exportOf(rows: readonly ExportRow[], shape: TableShape = {}): Promise<string> {
  const table = exportTable(
    rows.map((row) => exportRow(0, { ...plain, ...row })),
    { generatedOn: "2026-11-23", period: ["2026-11-01", "2026-11-23"], ...shape },
  );
  const path = await writeCsv(`${story.folder}/ekspor-${++files}.csv`, table);
  utimesSync(path, story.now(), story.now());
  return path;
}

async function read(path: string, isForced = false) {
  const result = await importFile(story.db.sql, story.bot().desk.intake, {
    path,
    now: story.now(),
    isForced,
  });
  await story.settle();
  return result;
}

describe("one complaint twice in one file", () => {
  test("two offices: the last row counts, said once each time, and the clock does not begin anew at each import", async () => {
    const path = await exportOf([{}, dlh]);
    const first = await read(path);
    expect(first).toMatchObject({ read: 2, new: 1, changed: 0, unchanged: 1, refused: [] });
    expect(first.warnings).toEqual([
      "Laporan 9100001 tercantum di baris 12 dan 13 dengan isi berbeda; yang dipakai baris 13.",
    ]);
    expect(story.ask("select opdId from complaints")).toBe(story.people.dlh);
    expect(await read(path)).toMatchObject({ new: 0, changed: 0, unchanged: 2 });
    expect(story.ask("select max(epoch) from escalations")).toBe(1);
    expect(story.ask("select count(*) from complaintHistory where field = 'opdId'")).toBe(0);
  });

  test("the same row twice is not worth a word", async () => {
    const { warnings, refused } = await read(await exportOf([dlh, {}, {}]));
    expect([warnings.length, refused]).toEqual([1, []]);
    expect((await read(await exportOf([{}, {}]))).warnings).toEqual([]);
  });
});

describe("an older export", () => {
  const answered = { "Status Laporan": "Proses" };

  test("of yesterday is refused by name of both days, and takes nothing back", async () => {
    await read(await exportOf([answered]));
    const old = await exportOf([{}], { generatedOn: "2026-11-22" });
    await expect(read(old)).rejects.toThrow(/dibuat 2026-11-22.*terakhir.*\(2026-11-23\).*--paksa/u);
    expect(story.ask("select status from complaints")).toBe("in_progress");
  });

  test("of the same day, downloaded earlier, is read but takes nothing back; --paksa does", async () => {
    const morning = await exportOf([{}, { "Tracking ID": "9100002" }]);
    const written = story.now() - 1800;
    utimesSync(morning, written, written);
    await read(await exportOf([answered, { "Tracking ID": "9100003" }]));
    expect(await read(morning)).toMatchObject({ new: 1, changed: 0, unchanged: 1 });
    expect(story.ask("select status from complaints where trackingId = '9100001'")).toBe("in_progress");
    expect(story.ask("select count(*) from complaints where missingSince is not null")).toBe(0);
    expect(await read(morning, true)).toMatchObject({ changed: 1 });
    expect(story.ask("select status from complaints where trackingId = '9100001'")).toBe("unanswered");
  });
});

/** Bytes that reach the database or its log while this runs. */
async function written(work: () => Promise<unknown>): Promise<number> {
  story.db.sql.pragma("wal_checkpoint(truncate)");
  const before = readFileSync(story.db.path);
  await work();
  expect(readFileSync(story.db.path).equals(before)).toBe(true);
  return statSync(`${story.db.path}-wal`).size;
}

describe("an unchanged export", () => {
  const rows = [
    {},
    { ...dlh, "Tracking ID": "9100002" },
    { "Tracking ID": "9100003", "Status Laporan": "Proses" },
  ];

  test("read again writes not a byte, by command or by folder, also as a copy made later", async () => {
    const path = await exportOf(rows);
    expect(await written(() => read(path))).toBeGreaterThan(0);
    const again = (at: number, isForced = false) =>
      written(async () => {
        utimesSync(path, at, at);
        expect(await read(path, isForced)).toMatchObject({ new: 0, changed: 0, unchanged: 3 });
      });
    expect(await again(story.now())).toBe(0);
    expect(await again(story.now() + 3600)).toBe(0);
    expect(await again(story.now(), true)).toBe(0);
    const imported: string[] = [];
    const folder = watchDropFolder(story.folder, {
      ...story.bot().desk,
      onImported: (file) => void imported.push(file),
      onFailed: (file, reason) => expect.unreachable(`${file}: ${reason}`),
    });
    await folder.look(story.now());
    expect(await written(() => folder.importReady(story.now() + 10))).toBe(0);
    expect(imported).toEqual([basename(path)]);
  });

  test("of the next day confirms what it names, and that alone is written", async () => {
    await read(await exportOf(rows));
    await story.until("2026-11-24T09:00");
    const path = await exportOf(rows, { generatedOn: "2026-11-24" });
    const changes = () => story.ask("select total_changes()") as number;
    const before = changes();
    const result = await importFile(story.db.sql, story.bot().desk.intake, {
      path,
      now: story.now(),
      isForced: false,
    });
    expect(result).toMatchObject({ changed: 0, unchanged: 3 });
    // each complaint's moment, and the source's
    expect(changes() - before).toBe(rows.length + 1);
    expect(story.ask(`select count(*) from complaints where confirmedAt = ${story.now()}`)).toBe(3);
    expect(story.ask("select count(*) from complaintHistory")).toBe(0);
  });
});

/** Moves an export with these reports into the drop folder. */
async function drop(rows: readonly ExportRow[], shape: TableShape = {}): Promise<string> {
  mkdirSync(story.inFolder, { recursive: true });
  const path = `${story.inFolder}/a.csv`;
  renameSync(await exportOf(rows, shape), path);
  return path;
}

/** The names in the drop folder, or in a folder below it. */
function left(folder = ""): string[] {
  const path = `${story.inFolder}/${folder}`;
  return existsSync(path) ? readdirSync(path).toSorted() : [];
}

/** The tests may be run by an account that may read everything. */
async function withoutRights(work: () => Promise<unknown>): Promise<void> {
  const isRoot = process.getuid?.() === 0;
  if (isRoot) process.seteuid?.(65_534);
  try {
    await work();
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
}

describe("the drop folder", () => {
  test("a file that was read is gone: only its report stays", async () => {
    await drop([{}]);
    await story.until("2026-11-23T09:01");
    expect(story.ask("select count(*) from complaints")).toBe(1);
    expect([left(), left("selesai")]).toEqual([["selesai"], ["a.csv.laporan.txt"]]);
  });

  test("a copy that stalls in mid-row is waited for, and not read by halves", async () => {
    const path = await drop([{}, { "Tracking ID": "9100002" }]);
    const whole = readFileSync(path, "utf8");
    writeFileSync(path, whole.slice(0, -100));
    await story.until("2026-11-23T09:00:40");
    expect([story.ask("select count(*) from complaints"), left()]).toEqual([0, ["a.csv"]]);
    writeFileSync(path, whole);
    await story.until("2026-11-23T09:01:30");
    expect(story.ask("select count(*) from complaints")).toBe(2);
  });

  test("a file that is refused: Kominfo hears of it, until one is read", async () => {
    await drop([{}]);
    writeFileSync(`${story.inFolder}/a.csv`, "bukan ekspor\n");
    await story.until("2026-11-23T09:01");
    const open = () => story.ask("select text from alarms where cause = 'source:file' and clearedAt is null");
    expect(open()).toMatch(/^Berkas "a\.csv" bukan Laporan Ringkas.*Laporan baru belum masuk/u);
    expect(story.ask("select lastError from sources where source = 'file'")).toMatch(
      /bukan Laporan Ringkas/u,
    );
    await drop([{}]);
    await story.until("2026-11-23T09:02");
    expect([open(), story.ask("select lastError from sources where source = 'file'")]).toEqual([
      undefined,
      null,
    ]);
  });

  test("an older export beside a good one is told once, as nothing that is missing", async () => {
    await drop([{}]);
    await story.until("2026-11-23T09:01");
    await drop([{}], { generatedOn: "2026-11-20" });
    await story.until("2026-11-23T09:02");
    expect(left("gagal")).toEqual(["a.csv", "a.csv.laporan.txt"]);
    expect(story.texts().at(-1)).toMatch(
      /Berkas ini dibuat 2026-11-20, lebih lama daripada ekspor terakhir/u,
    );
    expect(story.texts().at(-1)).not.toContain("belum masuk");
    expect(story.ask("select count(*) from alarms")).toBe(0);
    expect(story.ask("select lastError from sources where source = 'file'")).toBeNull();
  });

  test("a file that this account may not read yet is left where it is, and read when it may", async () => {
    const path = await drop([{}]);
    const said: string[] = [];
    const folder = watchDropFolder(story.inFolder, {
      ...story.bot().desk,
      onImported: (file) => void said.push(`${file} dibaca`),
      onFailed: (_, reason) => void said.push(reason),
    });
    for (const place of [story.folder, story.inFolder]) chmodSync(place, 0o755);
    chmodSync(path, 0);
    await folder.look(story.now());
    await withoutRights(() => folder.importReady(story.now() + 10));
    expect([said, left()]).toEqual([[expect.stringMatching(/tidak boleh dibaca oleh akun ini/u)], ["a.csv"]]);
    expect(story.ask("select lastError from sources where source = 'file'")).toMatch(/tidak boleh dibaca/u);
    chmodSync(path, 0o600);
    await folder.importReady(story.now() + 20); // it rests first
    expect(said).toHaveLength(1);
    await folder.importReady(story.now() + 320);
    expect(said.at(-1)).toBe("a.csv dibaca");
  });

  test("a file that ended the bot twice is set aside unread at the third time", async () => {
    await drop([{}]);
    story.db.sql.exec(`insert into settings values ('readingFile', '{"file":"a.csv","times":2}')`);
    await story.until("2026-11-23T09:01");
    expect([story.ask("select count(*) from complaints"), left("gagal")]).toEqual([
      0,
      ["a.csv", "a.csv.laporan.txt"],
    ]);
    expect(story.ask("select count(*) from settings where key = 'readingFile'")).toBe(0);
    await drop([{}]);
    await story.until("2026-11-23T09:02");
    expect(story.ask("select count(*) from complaints")).toBe(1);
  });
});

test("a file that somebody writes to while it is read changes nothing", async () => {
  const path = await exportOf(
    Array.from({ length: 600 }, (_, index) => ({ "Tracking ID": String(9_100_000 + index) })),
  );
  const order = { path, now: story.now(), isForced: false, onProgress: () => appendFileSync(path, "9,") };
  await expect(importFile(story.db.sql, story.bot().desk.intake, order)).rejects.toThrow(/berubah/u);
  expect(story.ask("select count(*) from complaints")).toBe(0);
});

test("while a file is read the book says so, for the next start to see", async () => {
  const journal = openReadingJournal(story.db.sql);
  const noted = () => story.ask("select value from settings where key = 'readingFile'");
  await journal.read("a.csv", async () => expect(noted()).toBe('{"file":"a.csv","times":1}'));
  expect(noted()).toBeUndefined();
  story.db.sql.exec(`insert into settings values ('readingFile', '{"file":"a.csv","times":1}')`);
  await journal.read("a.csv", async () => expect(noted()).toBe('{"file":"a.csv","times":2}'));
});

describe("folders of the real bot", () => {
  let bot: Installation;
  beforeEach(() => {
    bot = new Installation();
  });
  afterEach(() => bot.remove());

  test("are made at its start, for its account alone", async () => {
    rmSync(bot.inFolder, { recursive: true });
    await bot.start();
    const { mode } = statSync(bot.inFolder);
    expect(mode & 0o777).toBe(0o700);
    expect(existsSync(bot.outFolder)).toBe(true);
    expect(await bot.stop()).toBe(0);
  });

  test.each(["inFolder", "outFolder"] as const)(
    "%s that is a file: it does not start, and says why",
    async (which) => {
      rmSync(bot[which], { recursive: true, force: true });
      writeFileSync(bot[which], "bukan folder");
      const setting = which === "inFolder" ? "SIAGA_FOLDER_MASUK" : "SIAGA_FOLDER_KELUAR";
      expect(() => bot.siaga("jalankan")).toThrow(
        new RegExp(`${setting}: .* adalah berkas, padahal harus folder`, "u"),
      );
    },
  );
});

describe("whose export it is", () => {
  test.each(["Pemerintah Kabupaten Lain", "Pemerintah Kota Contoh", "Pemprov Kalimantan Selatan"])(
    "one of %s is refused without --paksa",
    async (institution) => {
      const path = await exportOf([{}], { institution });
      await expect(read(path)).rejects.toThrow(/milik ".*" *, sedangkan .*Kabupaten Contoh.*--paksa/u);
      expect(story.ask("select count(*) from complaints")).toBe(0);
      expect(await read(path, true)).toMatchObject({ new: 1 });
    },
  );

  test.each([
    "Pemkab Contoh",
    "KABUPATEN CONTOH",
    "Pemerintah Daerah Kab. Contoh",
    "Dinas PUPR",
    "Nama yang lain",
  ])("one of %s is ours, or may be", async (institution) => {
    expect(await read(await exportOf([{}], { institution }))).toMatchObject({ new: 1 });
  });
});

describe("what was read, but may not be what was meant", () => {
  test("an export without reports says that it holds none", async () => {
    await read(await exportOf([{}]));
    const { read: count, warnings } = await read(await exportOf([]));
    expect(story.ask("select count(*) from complaints where missingSince is not null")).toBe(0);
    expect([count, warnings]).toEqual([0, [expect.stringMatching(/ekspor-\d+\.csv" berisi 0 laporan/u)]]);
  });

  test("reports from after the export was made: the file's zone is in doubt", async () => {
    const now = { "Tanggal Laporan Masuk": "23 Nov 2026", "Waktu Laporan Masuk": "08:30:00" };
    const path = await exportOf([now, { "Tracking ID": "9100002" }]);
    expect((await read(path)).warnings).toEqual([
      expect.stringMatching(/^1 laporan bertanggal sesudah berkas ini dibuat.*zona waktu/u),
    ]);
    story.db.sql.exec("update sources set zone = 'Asia/Makassar' where source = 'file'");
    expect((await read(path)).warnings).toEqual([]);
  });
});

describe("a book that was not there", () => {
  const { PATH, HOME } = process.env;
  const run = (...args: string[]) =>
    spawnSync(join(home, "scripts/siaga"), args, {
      env: { PATH, HOME, SIAGA_DB: `${story.folder}/salah/siaga.db` },
      encoding: "utf8",
    }).stderr;

  test("is said to be new by a command that only looks, once; a command that fills it says nothing", () => {
    const fresh = /^Basis data baru yang masih kosong dibuat di .*salah\/siaga\.db\. .*SIAGA_DB\.\n$/u;
    expect(run("laporan", "daftar")).toMatch(fresh);
    expect(run("laporan", "daftar")).toBe("");
    rmSync(`${story.folder}/salah`, { recursive: true });
    expect(run("opd", "tambah", "pemda", "--nama", "Pemerintah Kabupaten Contoh", "--zona", "WITA")).toBe("");
  });
});
