import { Command, CommanderError } from "commander";
import { vi } from "vitest";
import { build as aturan } from "../../../src/cli/aturan.ts";
import { build as kirim } from "../../../src/cli/kirim.ts";
import { build as kontak } from "../../../src/cli/kontak.ts";
import { build as laporan } from "../../../src/cli/laporan.ts";
import { build as opd } from "../../../src/cli/opd.ts";
import { build as pesan } from "../../../src/cli/pesan.ts";
import { build as periksa } from "../../../src/cli/periksa.ts";
import { build as rekap } from "../../../src/cli/rekap.ts";
import { build as riwayat } from "../../../src/cli/riwayat.ts";
import { build as simulasi } from "../../../src/cli/simulasi.ts";
import { speakIndonesian, usageSentence } from "../../../src/cli/shared/commander-id.ts";
import { build as status } from "../../../src/cli/status.ts";
import { build as sumber } from "../../../src/cli/sumber.ts";
import { UserError } from "../../../src/user-error.ts";

/** A story, or whatever else has a book and a moment. */
export interface Place {
  readonly db: { readonly path: string };
  readonly now: () => number;
}

export interface Answer {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Settings of this machine while a command runs; nothing is set beside them. */
export type Settings = Readonly<Record<string, string>>;

export const mailOnly: Settings = {
  SIAGA_SMTP: "smtp://127.0.0.1:2525",
  SIAGA_EMAIL_DARI: "siaga@contoh.example",
};

/** Runs a command in this process, as src/cli/main.ts does, on the book of a story and at the story's moment. */
export async function siagaOn({ db, now }: Place, words: string[], settings: Settings = {}): Promise<Answer> {
  const program = new Command("siaga");
  for (const build of [
    laporan,
    pesan,
    rekap,
    riwayat,
    periksa,
    status,
    opd,
    kontak,
    aturan,
    simulasi,
    sumber,
    kirim,
  ])
    program.addCommand(build());
  const written: string[] = [];
  const before = { env: process.env, code: process.exitCode };
  process.env = { ...settings, SIAGA_DB: db.path };
  process.exitCode = 0;
  vi.useFakeTimers({ toFake: ["Date"], now: now() * 1000 });
  const spy = vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    written.push(String(text));
    return true;
  });
  try {
    await speakIndonesian(program).parseAsync(words, { from: "user" });
    return { code: exitCode(), out: written.join(""), err: "" };
  } catch (error) {
    return { out: written.join(""), ...refusalOf(error) };
  } finally {
    spy.mockRestore();
    vi.useRealTimers();
    process.env = before.env;
    process.exitCode = before.code;
  }
}

/** What the command left behind for its process. */
function exitCode(): number {
  return Number(process.exitCode ?? 0);
}

function refusalOf(error: unknown): { code: number; err: string } {
  if (error instanceof CommanderError) return { code: 2, err: usageSentence(error) };
  if (error instanceof UserError) return { code: 1, err: error.message };
  throw error;
}

/** The JSON documents that a command prints, one a line. */
export async function jsonOn(place: Place, words: string[], settings?: Settings): Promise<Json[]> {
  const { out } = await siagaOn(place, [...words, "--json"], settings);
  return out
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Json);
}

export type Json = Record<string, unknown>;

/** The lines that are wider than a page, of which there should be none. */
export function tooWide(out: string): string[] {
  return out.split("\n").filter((line) => line.length > 100);
}
