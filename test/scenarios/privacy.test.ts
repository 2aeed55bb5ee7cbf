import { existsSync, readdirSync, readFileSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { isoWithOffset } from "../../src/calendar/format.ts";
import { Installation } from "../support/bot-process.ts";
import { exportRow } from "../support/exports/rows.ts";
import { exportTable } from "../support/exports/table.ts";
import { writeCsv } from "../support/exports/write-csv.ts";
import { writeXlsx } from "../support/exports/write-xlsx.ts";
import { fakeComplaint, disposition, trap } from "../support/fake-lapor/complaint.ts";
import { type FakeLapor, openFakeLapor } from "../support/fake-lapor/server.ts";
import { type MailSink, openMailSink } from "../support/mail-sink.ts";
import { post, secret } from "../support/webhook.ts";

// The real program with every door open; afterwards everything it wrote is searched for what must not be there.

const wita = { zone: "Asia/Makassar" } as const;
const now = (): number => Math.floor(Date.now() / 1000);

/** In every name, body, title or reason that goes in. */
const secrets = {
  name: "Zulqarnain Hikmatullah",
  body: "kucing oranye tetangga masuk sumur",
  nik: "6304051708900001",
  phone: "0812-3456-7890",
  email: "zulqarnain.h@contoh.example",
  card: "4111 1111 1111 1111",
  plate: "DA 1234 XY",
};
const numbers = `NIK ${secrets.nik}Alamat, HP ${secrets.phone}, ${secrets.email}, kartu ${secrets.card}, plat ${secrets.plate}`;
const body = `${secrets.name}: ${secrets.body}. ${numbers}`;
/** The fake API has its own. */
const needles = [...Object.values(secrets), "08123456789", "6304010101010001", trap];

let sink: MailSink;
let fake: FakeLapor;
let place: Installation;

beforeEach(async () => {
  sink = await openMailSink();
  fake = await openFakeLapor();
});
afterEach(async () => {
  await place.remove();
  await fake.close();
  await sink.close();
});

const config = `units:
- { code: pemda, name: Pemerintah Kabupaten Contoh, zone: WITA }
- { code: pupr, name: Dinas PUPR, externalId: "90001", parent: pemda }
posts:
- { unit: pemda, post: kominfo }
- { unit: pupr, post: admin }
holders:
- { unit: pemda, post: kominfo, name: Nurul, kind: definitif, email: kominfo@pemda.example }
- { unit: pupr, post: admin, name: Joko, kind: definitif, email: admin@pemda.example }
rules:
- name: Tindak lanjut
  clock: response
  match: {}
  limit: 5 hari kerja
  gap: 1 hari kerja
  steps:
  - { after: 0 menit, post: admin, channels: email, window: selalu }
`;

function install(): void {
  place = new Installation({
    SIAGA_SMTP: sink.url,
    SIAGA_EMAIL_DARI: "siaga@pemda.example",
    SIAGA_LAPOR_AUTH: fake.secrets.auth,
    SIAGA_LAPOR_TOKEN: fake.secrets.token,
    SIAGA_HTTP: "127.0.0.1:0",
    SIAGA_WEBHOOK_RAHASIA: secret,
    SIAGA_LOG: "debug",
  });
  place.siaga("konfig", "impor", place.write("pemda.yaml", config), "--ya");
  place.siaga(
    "sumber",
    "atur",
    "lapor",
    "--alamat",
    fake.baseUrl,
    "--daftar",
    "/complaints",
    "--zona",
    "WITA",
  );
  place.siaga("kirim", "nyalakan");
}

/** One report of an export, as of now. */
function row(trackingId: string, cells: Record<string, string> = {}) {
  const utc = new Date().toISOString();
  const [, day, time] = /T(.*)\./u.exec(utc) ? [utc, utc.slice(0, 10), utc.slice(11, 19)] : [];
  return exportRow(0, {
    "Tracking ID": trackingId,
    "Tanggal Laporan Masuk": day ?? "",
    "Waktu Laporan Masuk": time ?? "",
    "Nama Pelapor": secrets.name,
    "Judul Laporan": `Jalan rusak ${trackingId}, ${numbers}`,
    "Isi Laporan Awal": body,
    "Isi Laporan Akhir": body.toLowerCase(),
    "Alasan Tunda/Arsip": `menunggu ${numbers}`,
    "Tipe Laporan (Anonim/Rahasia)": "",
    "Instansi Terdisposisi": "Dinas PUPR",
    "Status Laporan": "Belum Ditindaklanjuti",
    Kelurahan: secrets.name,
    ...cells,
  });
}

/** Written aside and then moved, as a browser does; the bot waits until it rests. */
async function drop(name: string, make: (path: string) => Promise<unknown>): Promise<void> {
  const aside = join(place.folder, name);
  await make(aside);
  renameSync(aside, join(place.inFolder, name));
}

const shape = () => {
  const today = new Date().toISOString().slice(0, 10);
  return { generatedOn: today, period: [today, today] as const };
};

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** "what in where" for everything that should not be there; base64 and quoted-printable of mails are read by their parser. */
function leaksIn(where: string, text: string): string[] {
  const lower = text.toLowerCase();
  return needles
    .filter((needle) => lower.includes(needle.toLowerCase()))
    .map((needle) => `${needle} in ${where}`);
}

function mailed(): string {
  return sink.mails.map(({ raw }) => raw.toString("latin1")).join("\n");
}

/** What a file to mend holds is the operator's own; nobody else may read it. */
const isKeptExport = (path: string) => path.includes("/gagal/") || path.includes("/selesai/");

test("no name, number, mail address or body of what went in is anywhere that Siaga writes", async () => {
  install();
  const local = isoWithOffset(wita, now());
  const [year, month, day] = local.slice(0, 10).split("-");
  const ofLapor = `${day}-${month}-${year} ${local.slice(11, 19)}`;
  fake.put(
    fakeComplaint("9100006", {
      title: `Lampu mati, ${numbers}`,
      createdAt: ofLapor,
      followUps: [disposition(ofLapor, "Pemerintah Kabupaten Contoh", "Dinas PUPR Kab. Contoh")],
    }),
  );
  await place.start();
  await place.waitFor(() => /"address":"http/u.test(place.printed));
  const [, url = ""] = /"address":"([^"]+)"/u.exec(place.printed) ?? [];

  await drop("satu.csv", (path) =>
    writeCsv(
      path,
      exportTable([row("9100001"), row("9100002", { "Tipe Laporan (Anonim/Rahasia)": "Rahasia" })], shape()),
    ),
  );
  await drop("dua.xlsx", (path) =>
    writeXlsx(
      path,
      exportTable(
        [
          row("9100003"),
          row("9100004", {
            "Instansi Terdisposisi": `Dinas ${secrets.phone}`,
            "ID Instansi Terdisposisi": "",
          }),
        ],
        shape(),
      ),
    ),
  );
  await drop("rusak.csv", (path) =>
    writeCsv(path, exportTable([row("9100005"), row("bukan nomor", { Kategori: body.repeat(3) })], shape())),
  );
  await drop("bukan-ekspor.csv", (path) =>
    writeCsv(path, [
      ["Nama", "Isi"],
      [secrets.name, body],
    ]),
  );

  const sent = {
    trackingId: "9100007",
    title: `Sampah, ${numbers}`,
    isi: body,
    namaPelapor: secrets.name,
    nik: secrets.nik,
  };
  const told = {
    statusRaw: "Belum Ditindaklanjuti",
    statusNote: numbers,
    opdName: "Dinas PUPR",
    isSecret: false,
  };
  const good = await post({ url, at: now(), body: { ...sent, ...told, reportedAt: local } });
  const bad = await post({ url, at: now(), body: { ...sent, reportedAt: body } });
  expect([good.status, bad.status]).toEqual([202, 400]);

  const typed = [
    "--judul",
    `Air mati, ${numbers}`,
    "--kategori",
    numbers,
    "--bukan-rahasia",
    "--opd",
    "pupr",
  ];
  const printed = [
    place.siaga(
      "laporan",
      "tambah",
      "9100008",
      "--masuk",
      `${day}-${month}-${year} ${local.slice(11, 16)}`,
      ...typed,
    ),
    JSON.stringify([good.body, bad.body]),
  ];

  const isDone = (name: string) =>
    ["selesai", "gagal"].some((folder) => existsSync(join(place.inFolder, folder, `${name}.laporan.txt`)));
  await place.waitFor(() => ["satu.csv", "dua.xlsx", "rusak.csv", "bukan-ekspor.csv"].every(isDone), 90);
  for (const id of ["9100001", "9100002", "9100003", "9100005", "9100006", "9100007"])
    await place.waitFor(() => mailed().includes(id), 60);

  for (const command of [
    ["laporan", "daftar"],
    ["laporan", "lihat", "9100003"],
    ["sumber", "daftar"],
    ["status"],
    ["riwayat"],
  ])
    printed.push(place.siaga(...command));
  place.siaga("cadangkan", join(place.folder, "cadangan.db"));

  // while it runs, with its log beside the database, and after it has ended
  const names = filesBelow(place.folder);
  expect(names.map((path) => path.slice(place.folder.length))).toEqual(
    expect.arrayContaining(["/siaga.db", "/siaga.db-wal", "/siaga.db-shm", "/cadangan.db"]),
  );
  const running = names.filter((path) => !isKeptExport(path) || path.endsWith(".laporan.txt"));
  const leaks = running.flatMap((path) => leaksIn(path, readFileSync(path, "latin1")));
  expect(await place.stop()).toBe(0);
  for (let mail = 0; mail < sink.mails.length; mail++) {
    const { email } = await sink.nextMail();
    leaks.push(...leaksIn("a mail", `${email.subject} ${email.text} ${email.html}`));
  }
  leaks.push(
    ...leaksIn("a raw mail", mailed()),
    ...leaksIn("the log", place.printed),
    ...leaksIn("an answer", printed.join("\n")),
  );
  leaks.push(...leaksIn("the database", readFileSync(place.dbPath, "latin1")));
  expect(leaks).toEqual([]);
  expect(mailed().length).toBeGreaterThan(1000);
  expect(place.printed.length).toBeGreaterThan(500);

  const kept = filesBelow(place.inFolder).filter((path) => !path.endsWith(".laporan.txt"));
  expect(
    kept.map((path) => [path.slice(place.inFolder.length), (statSync(path).mode & 0o777).toString(8)]),
  ).toEqual([
    ["/gagal/bukan-ekspor.csv", "600"],
    ["/selesai/rusak.csv", "600"],
  ]);
}, 180_000);
