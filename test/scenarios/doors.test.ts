import { utimesSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { afterEach, expect, test, vi } from "vitest";
import { isoWithOffset } from "../../src/calendar/format.ts";
import { catatSelesai } from "../../src/cli/laporan/catat-selesai.ts";
import { catatTindakLanjut } from "../../src/cli/laporan/catat-tindak-lanjut.ts";
import { tambah } from "../../src/cli/laporan/tambah.ts";
import { importFile } from "../../src/desk/import-file.ts";
import { openWebhook } from "../../src/webhook.ts";
import { exportRow } from "../support/exports/rows.ts";
import { exportColumns } from "../support/exports/columns.ts";
import { exportTable } from "../support/exports/table.ts";
import { writeCsv } from "../support/exports/write-csv.ts";
import { disposition, fakeComplaint, reply } from "../support/fake-lapor/complaint.ts";
import { type FakeLapor, openFakeLapor } from "../support/fake-lapor/server.ts";
import { connectFake, useFakeLapor } from "../support/fake-lapor/settings.ts";
import { at, openStory, type Story } from "../support/story.ts";
import { post, secret } from "../support/webhook.ts";

// One complaint lives the same life, told through each door. What Siaga makes of it must not depend on the door.

const wita = { zone: "Asia/Makassar" } as const;

/** What LAPOR! would say at one moment; local times. */
interface News {
  readonly status: string;
  readonly answeredAt?: string;
  readonly endedAt?: string;
}

const reportedAt = "2026-11-23T08:30";
const disposedAt = "2026-11-23T08:45";
const title = "Jalan berlubang, hubungi 0812-3456-7890";
const root = "Pemerintah Kabupaten Contoh";
const office = "Dinas PUPR Kab. Contoh";

const unanswered = { status: "Belum Ditindaklanjuti" };
const answered = { status: "Proses", answeredAt: "2026-11-26T13:40" };
const ended = { ...answered, status: "Selesai", endedAt: "2026-11-27T08:50" };

/** When what is told: every working day, as an operator does. */
const life: readonly (readonly [moment: string, news: News])[] = [
  ["2026-11-23T09:00", unanswered],
  ["2026-11-24T09:00", unanswered],
  ["2026-11-25T09:00", unanswered],
  ["2026-11-26T09:00", unanswered],
  ["2026-11-26T14:00", answered],
  ["2026-11-27T09:00", ended],
];

interface Door {
  readonly story: Story;
  tell(news: News): Promise<void>;
  close(): Promise<void>;
}

let door: Door | null = null;
afterEach(async () => {
  await door?.close();
  door = null;
});

async function byFile(): Promise<Door> {
  const story = openStory({ begin: "2026-11-23T09:00", hasWhatsApp: true });
  const extra = ["Tanggal Disposisi", "Tanggal Tindak Lanjut Pertama", "Tanggal Selesai"];
  return {
    story,
    async tell({ status, answeredAt, endedAt }) {
      const row = exportRow(0, {
        "Tracking ID": "9100001",
        "Tanggal Laporan Masuk": "23 Nov 2026",
        "Waktu Laporan Masuk": "00:30:00",
        "Klasifikasi Laporan": "",
        "ID Kategori": "17",
        Kategori: "",
        "Judul Laporan": title,
        "Tipe Laporan (Anonim/Rahasia)": "Anonim",
        "Instansi Induk": "",
        "ID Instansi Terdisposisi": "90001",
        "Instansi Terdisposisi": office,
        "Status Laporan": status,
        Kecamatan: "",
        "Tanggal Disposisi": withZone(disposedAt),
        "Tanggal Tindak Lanjut Pertama": withZone(answeredAt),
        "Tanggal Selesai": withZone(endedAt),
      });
      const today = isoWithOffset(wita, story.now()).slice(0, 10);
      const table = exportTable([row], { columns: [...exportColumns, ...extra], generatedOn: today });
      const path = await writeCsv(join(story.folder, "ekspor.csv"), table);
      utimesSync(path, story.now(), story.now());
      await importFile(story.db.sql, story.bot().desk.intake, { path, now: story.now(), isForced: false });
    },
    close: async () => story.close(),
  };
}

async function byApi(): Promise<Door> {
  const fake: FakeLapor = await openFakeLapor();
  const story = openStory({
    begin: "2026-11-23T09:00",
    hasWhatsApp: true,
    connectLapor: connectFake(fake),
  });
  useFakeLapor(story.db.sql, fake, { listPath: "/complaints", every: "6 jam" });
  return {
    story,
    async tell({ status, answeredAt, endedAt }) {
      const answer = answeredAt === undefined ? [] : [reply(ofLapor(answeredAt), office)];
      const end = endedAt === undefined ? [] : [{ from: "Proses", to: status, date: ofLapor(endedAt) }];
      fake.put(
        fakeComplaint("9100001", {
          title,
          statusName: status,
          disposition: { id: 90001, name: office },
          createdAt: ofLapor(reportedAt),
          followUps: [disposition(ofLapor(disposedAt), root, office), ...answer],
          logs: end,
        }),
      );
      story.db.sql.exec("update laporReads set nextAt = 0");
      story.db.sql.exec("update sources set nextPollAt = 0, cursor = null where source = 'lapor'");
    },
    async close() {
      story.close();
      await fake.close();
    },
  };
}

async function byWebhook(): Promise<Door> {
  const story = openStory({ begin: "2026-11-23T09:00", hasWhatsApp: true });
  const webhook = await openWebhook(story.bot(), { host: "127.0.0.1", port: 0, secrets: [secret] });
  return {
    story,
    async tell({ status, answeredAt, endedAt }) {
      const body = {
        trackingId: "9100001",
        title,
        statusRaw: status,
        categoryId: "17",
        channel: "Website",
        opdExternalId: "90001",
        opdName: office,
        isAnonymous: true,
        isSecret: false,
        reportedAt: withZone(reportedAt),
        disposedAt: withZone(disposedAt),
        firstFollowUpAt: withZone(answeredAt),
        closedAt: withZone(endedAt),
      };
      const { status: code } = await post({ url: webhook.url, at: story.now(), body });
      expect(code).toBe(202);
    },
    async close() {
      await webhook.close();
      story.close();
    },
  };
}

async function byHand(): Promise<Door> {
  const story = openStory({ begin: "2026-11-23T09:00", hasWhatsApp: true });
  const id = "9100001";
  vi.stubEnv("SIAGA_DB", story.db.path);
  const typed = {
    masuk: typedAs(reportedAt),
    disposisi: typedAs(disposedAt),
    opd: "PUPR",
    judul: title,
    bukanRahasia: true,
  };
  let isKnown = false;
  return {
    story,
    async tell({ status, answeredAt, endedAt }) {
      // a command has the clock of its machine
      vi.useFakeTimers({ toFake: ["Date"], now: story.now() * 1000 });
      const print = vi.spyOn(process.stdout, "write").mockReturnValue(true);
      if (endedAt) await catatSelesai(id, { status, pada: typedAs(endedAt), ya: true });
      else if (answeredAt) await catatTindakLanjut(id, { pada: typedAs(answeredAt), ya: true });
      else await tambah(id, isKnown ? { status } : typed, new Command("tambah"));
      isKnown = true;
      print.mockRestore();
      vi.useRealTimers();
    },
    async close() {
      vi.unstubAllEnvs();
      story.close();
    },
  };
}

/** "23-11-2026 08.30", as operators write it. */
function typedAs(local: string): string {
  const [year, month, day] = local.slice(0, 10).split("-");
  return `${day}-${month}-${year} ${local.slice(11).replace(":", ".")}`;
}

/** "2026-11-23T08:30+08:00"; "" where there is none. */
function withZone(local = ""): string {
  return local === "" ? "" : `${local}:00+08:00`;
}

/** "23-11-2026 08:30:00", as the API writes the same moment in its own zone. */
function ofLapor(local: string): string {
  const [year, month, day] = local.slice(0, 10).split("-");
  return `${day}-${month}-${year} ${local.slice(11)}:00`;
}

/** Of the source, and what an export has no column for. */
const ofTheDoor = new Set(["source", "sourceRow", "followUpCount", "lastFollowUpAt"]);

/** What a person does not type: codes, the office's name in LAPOR!, whether it is anonymous. Of what happened they say when, no later. */
const notByHand = new Set(["categoryId", "channel", "opdName", "isAnonymous", "confirmedAt"]);

/** The record after each piece of news, and all messages with their words. */
async function live(entrance: () => Promise<Door>, leftOut: ReadonlySet<string> = new Set()) {
  door = await entrance();
  const { story } = door;
  const records: unknown[] = [];
  for (const [moment, news] of life) {
    await story.until(moment);
    await door.tell(news);
    await story.settle();
    const row = story.db.sql.prepare("select * from complaints").get() as Record<string, unknown>;
    records.push(
      Object.fromEntries(
        Object.entries(row).filter(([field]) => !ofTheDoor.has(field) && !leftOut.has(field)),
      ),
    );
  }
  await story.until("2026-12-01T17:00");
  expect(story.errors).toEqual([]);
  const history = story.db.sql
    .prepare("select at, field, before, after from complaintHistory order by at, field")
    .all() as { field: string }[];
  return {
    records,
    history: history.filter(({ field }) => !ofTheDoor.has(field)),
    told: story.told(),
    texts: story.texts(),
  };
}

test("the life that is told", async () => {
  const { records, told, texts } = await live(byFile);
  expect(told).toEqual([
    "11-23 09:00 step wa admin Admin PUPR",
    "11-24 09:00 reminder wa admin Admin PUPR",
    "11-25 09:00 reminder wa admin Admin PUPR",
    "11-26 08:45 step wa kepala Kepala PUPR",
  ]);
  expect(records.at(-1)).toMatchObject({
    title: "Jalan berlubang, hubungi [disamarkan]",
    status: "done",
    reportedAt: at(reportedAt),
    disposedAt: at(disposedAt),
    firstFollowUpAt: at("2026-11-26T13:40"),
    closedAt: at("2026-11-27T08:50"),
  });
  expect(texts.join("\n")).toContain("9100001");
});

test.each([
  ["the API of LAPOR!", byApi],
  ["the webhook", byWebhook],
])("%s makes the same record, the same history and the same messages as a file", async (_, entrance) => {
  const file = await live(byFile);
  await door?.close();
  expect(await live(entrance)).toEqual(file);
});

test("by hand too, but for what a person does not type", async () => {
  const file = await live(byFile, notByHand);
  await door?.close();
  expect(await live(byHand, notByHand)).toEqual(file);
});
