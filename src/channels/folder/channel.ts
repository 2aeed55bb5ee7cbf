import { createHash } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Channel, Envelope, Outcome } from "../../outbox/contract.ts";
import { intendedChannel, renderPage, renderSheet } from "./sheet.ts";
import { writeWhole } from "./write-whole.ts";

/**
 * Writes each message into a folder instead of sending it: the trial before `siaga kirim nyalakan`, and what is left where
 * neither email nor WhatsApp is set up. The same message again writes the same file again.
 */
export function createFolderChannel(folder: string): Channel {
  return {
    name: "folder",
    concurrency: 1,
    wireId: (key) => `${slug(key, 80)}-${createHash("sha256").update(key).digest("hex").slice(0, 8)}`,
    prepare: () => null,
    send: (envelope) => deliver(folder, envelope),
  };
}

async function deliver(folder: string, envelope: Envelope): Promise<Outcome> {
  const { wireId, recipient, content } = envelope;
  const name = `${slug(wireId, 100)}-${intendedChannel(recipient)}-${slug(recipient, 60)}`;
  try {
    await mkdir(folder, { recursive: true });
    // the text comes last: where it stands, the message is whole
    if (content.html !== null)
      await writeWhole(join(folder, `${name}.html`), renderPage(envelope, content.html));
    await writeWhole(join(folder, `${name}.txt`), renderSheet(envelope));
    return { kind: "accepted" };
  } catch (error) {
    return { kind: "unavailable", reason: explain(folder, error) };
  }
}

const causes: Record<string, string> = {
  EACCES: "tidak ada izin tulis",
  EPERM: "tidak ada izin tulis",
  EROFS: "penyimpanan hanya dapat dibaca",
  ENOSPC: "penyimpanan penuh",
  EDQUOT: "penyimpanan penuh",
  ENOTDIR: "bukan folder",
  EEXIST: "bukan folder",
};

function explain(folder: string, error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  if (code === undefined) throw error;
  return `folder keluar ${folder} tidak dapat ditulis (${causes[code] ?? code})`;
}

/** Only what every file system takes in a name. */
function slug(text: string, length: number): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, "-")
    .replace(/^-|-$/gu, "")
    .slice(0, length);
}
