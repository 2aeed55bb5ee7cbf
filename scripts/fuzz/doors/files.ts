import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { watchDropFolder } from "../../../src/desk/drop-folder.ts";
import type { ImportResult } from "../../../src/desk/import-file.ts";
import type { ExportRow } from "../../../test/support/exports/columns.ts";
import { exportRow } from "../../../test/support/exports/rows.ts";
import { openStory } from "../../../test/support/story.ts";
import { bookFaults, readBook } from "../book.ts";
import type { Chance } from "../chance.ts";
import type { Fault, Place, Trial } from "../contract.ts";
import { oddity } from "../mutate.ts";
import { findLeaks, secretText, secretWords } from "../secrets.ts";

export interface MadeFile {
  readonly bytes: Buffer;
  /** Whether each column still stands under its own name, so that reporters and bodies can be told from titles. */
  readonly isInOrder: boolean;
}

/** A drop folder with a bot's book behind it; `makeFile` fills one file by chance. */
export function openFilePlace(
  ending: string,
  makeFile: (chance: Chance, scratch: string) => Promise<MadeFile>,
): Place {
  const story = openStory({ begin: "2026-11-23T09:00" });
  const folder = join(story.folder, "masuk");
  mkdirSync(folder, { recursive: true });
  let outcome: ImportResult | string | null = null;
  const drop = watchDropFolder(folder, {
    ...story.bot().desk,
    onImported: (_, result) => void (outcome = result),
    onFailed: (_, reason) => void (outcome = reason),
  });

  async function readIn(path: string): Promise<void> {
    outcome = null;
    await drop.look(story.now());
    await drop.importReady(story.now() + 60);
    if (existsSync(path)) throw new Error(`neither read nor set aside: ${String(outcome)}`);
  }

  return {
    async tryOne(chance) {
      const path = join(folder, `ekspor${ending}`);
      const { bytes, isInOrder } = await makeFile(chance, story.folder);
      writeFileSync(path, bytes);
      utimesSync(path, story.now(), story.now());
      const before = { book: readBook(story.db.sql), complaints: countComplaints() };
      await readIn(path);
      const after = readBook(story.db.sql);
      const faults = [
        ...judge(outcome, { isSame: after === before.book, added: countComplaints() - before.complaints }),
        ...bookFaults(story.db.sql),
        ...findLeaks(takeReports(folder), "the report"),
        ...(isInOrder ? findLeaks(after, "the book", secretWords) : []),
      ];
      return { verdict: isRead(outcome) ? "accepted" : "refused", faults } satisfies Trial;
    },
    async finish() {
      // What was taken in must be fit for the engine and for messages too.
      await story.until("2026-11-27T16:00");
      const sent = existsSync(story.outFolder) ? readAll(story.outFolder) : "";
      const faults = [
        ...story.errors.map((line) => ({ trouble: "crashed" as const, what: line })),
        ...findLeaks(sent, "a message"),
        ...findLeaks(story.logged.join(""), "the log"),
      ];
      story.close();
      return faults;
    },
  };

  function countComplaints(): number {
    return story.ask("select count(*) from complaints") as number;
  }
}

function isRead(outcome: ImportResult | string | null): outcome is ImportResult {
  return outcome !== null && typeof outcome === "object";
}

/** A refused file leaves the book alone; of one that was read every row is accounted for. */
function judge(
  outcome: ImportResult | string | null,
  { isSame, added }: { isSame: boolean; added: number },
): Fault[] {
  if (outcome === null) return [{ trouble: "lost", what: "no word about the file" }];
  if (!isRead(outcome)) {
    const words = /^[A-Z].{20,}\.$/su.test(outcome)
      ? []
      : [{ trouble: "crashed" as const, what: `no sentence for the operator: ${outcome}` }];
    return isSame
      ? words
      : [...words, { trouble: "half done", what: `refused, yet the book changed: ${outcome}` }];
  }
  const { read, refused, unchanged, changed } = outcome;
  const isWhole = added === outcome.new && read === added + changed + unchanged + refused.length;
  return isWhole ? [] : [{ trouble: "half done", what: JSON.stringify({ ...outcome, added }) }];
}

/** The reports beside what was set aside, which are then cleared away. */
function takeReports(folder: string): string {
  const texts = ["selesai", "gagal"].map((name) => {
    const path = join(folder, name);
    if (!existsSync(path)) return "";
    const names = readdirSync(path).filter((file) => file.endsWith(".laporan.txt"));
    const text = names.map((file) => file + readFileSync(join(path, file), "utf8")).join("\n");
    rmSync(path, { recursive: true });
    return text;
  });
  const all = texts.join("");
  if (all === "") throw new Error("no report beside the file");
  return all;
}

function readAll(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"))
    .join("\n");
}

const columns = [
  "Tracking ID",
  "Tanggal Laporan Masuk",
  "Judul Laporan",
  "Status Laporan",
  "Kecamatan",
] as const;

/** Reports of which some hold what no form lets through; reporter and body of each are secret. */
export function oddRows(chance: Chance): ExportRow[] {
  return Array.from({ length: 1 + chance.below(5) }, () => {
    const row = exportRow(chance.below(200), {
      "Nama Pelapor": `${secretWords[0]} ${secretText}`,
      "Isi Laporan Awal": `Mohon bantuan: ${secretWords[1]}. ${secretText}`,
      "Isi Laporan Akhir": `mohon bantuan: ${secretWords[1]}. ${secretText.toLowerCase()}`,
      "Tanggal Laporan Masuk": `${1 + chance.below(22)} Nov 2026`,
    });
    if (chance.isOne(0.5)) return row;
    const column = chance.isOne(0.5) ? chance.pick(columns) : chance.pick(Object.keys(row));
    return { ...row, [column]: chance.isOne(0.1) ? "panjang ".repeat(100_000) : oddity(chance) };
  });
}
