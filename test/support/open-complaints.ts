import { readFileSync } from "node:fs";
import { join } from "node:path";
import { openDb, type Sql } from "../../db/open.ts";
import type { Instant } from "../../src/calendar/contract.ts";
import { changeConfig } from "../../src/cli/shared/config-file/change-config.ts";
import { mergeConfig } from "../../src/cli/shared/config-file/merge.ts";
import { readConfigFile } from "../../src/cli/shared/config-file/read-file.ts";
import { home } from "../../src/paths.ts";
import { type Happening, layOutLife } from "../../src/simulation/timeline.ts";
import { simulate } from "../../src/simulation/simulate.ts";

export interface BookOrder {
  readonly path: string;
  readonly now: Instant;
  /** How many complaints have not ended by then; some of them are answered, postponed or not passed on yet. */
  readonly open: number;
  /** How many have ended before. */
  readonly ended?: number;
}

/**
 * Fills a book with the Pemda of db/contoh/pemda.yaml and a month of its complaints, brought by the real engine to where they
 * stand at `now`: some told to nobody yet, some to the admin, the head or the regional head. Sending is on since their
 * beginning. The same for the same order.
 */
export function fillBook({ path, now, open, ended = 0 }: BookOrder): void {
  const from = now - month;
  const db = openDb(path);
  try {
    holdPemda(db, from);
    db.sql.prepare("insert into settings (key, value) values ('sendingSince', ?)").run(String(from));
    const lives = Array.from({ length: open + ended }, (_, index) => {
      const isOpen =
        Math.floor(((index + 1) * open) / (open + ended)) > Math.floor((index * open) / (open + ended));
      const reportedAt = from + Math.floor(((index + 0.5) * month) / (open + ended));
      return lifeOf({ index, isOpen, reportedAt, now });
    });
    simulate({ db, happenings: lives.flat().sort((a, b) => a.at - b.at), from, to: now });
  } finally {
    db.close();
  }
}

const hour = 3600;
const day = 24 * hour;
const month = 30 * day;

function holdPemda(db: ReturnType<typeof openDb>, now: Instant): void {
  tableYears(db.sql, now);
  const { sections } = readConfigFile(readFileSync(join(home, "db/contoh/pemda.yaml"), "utf8"));
  const edit = (book: Parameters<typeof mergeConfig>[0]) => mergeConfig(book, sections, new Set());
  changeConfig(db, { now, action: "konfig.impor", oleh: undefined, edit });
}

/** A test that runs by the real clock must not end with the last shipped year of holidays. */
function tableYears(sql: Sql, now: Instant): void {
  const year = new Date(now * 1000).getUTCFullYear();
  const insert = sql.prepare("insert or ignore into holidayYears (year, decree) values (?, '–')");
  for (const each of [year - 1, year, year + 1]) insert.run(each);
}

const offices = [
  ["90001", "Dinas Pekerjaan Umum dan Penataan Ruang"],
  ["90002", "Dinas Lingkungan Hidup"],
  ["90003", "Dinas Perhubungan"],
  ["90004", "Dinas Kependudukan dan Pencatatan Sipil"],
  ["90005", "Dinas Kesehatan"],
  ["90006", "Satuan Polisi Pamong Praja"],
] as const;

const classifications = ["pengaduan_tidak_berkadar", "permintaan_informasi", "aspirasi"] as const;

interface LifeOrder {
  readonly index: number;
  readonly isOpen: boolean;
  readonly reportedAt: Instant;
  readonly now: Instant;
}

/** Of ten open ones seven wait for a word, one is in work, one postponed, one not passed on yet. */
function lifeOf({ index, isOpen, reportedAt, now }: LifeOrder): Happening[] {
  const [opdExternalId, opdName] = offices[(index * 7) % offices.length]!;
  const disposedAt = reportedAt + (1 + (index % 6)) * hour;
  const answeredAt = disposedAt + (2 + ((index * 5) % 90)) * hour;
  const kind = index % 10;
  const isPassedOn = !isOpen || kind !== 9;
  const isAnswered = !isOpen || kind === 7;
  return layOutLife([
    {
      update: {
        trackingId: String(9_100_001 + index),
        title: `Jalan berlubang di depan pasar nomor ${index}`,
        classification: classifications[index % classifications.length]!,
        category: "Jalan",
        categoryId: "1397",
        channel: "Website",
        reportedAt,
        locationName: "Kec. Alalak",
        isAnonymous: false,
        isSecret: index % 25 === 0,
        ...(isPassedOn && { opdExternalId, opdName, disposedAt }),
        ...(isAnswered && { firstFollowUpAt: Math.min(answeredAt, now - hour) }),
        ...(!isOpen && { closedAt: Math.min(answeredAt + day, now - hour) }),
      },
      pauses: isOpen && kind === 8 ? [[disposedAt + day, null]] : [],
    },
  ]);
}
