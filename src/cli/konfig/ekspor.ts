import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { UserError } from "../../user-error.ts";
import { withBookOrShipped } from "../shared/book.ts";
import { readConfig } from "../shared/config-file/read-book.ts";
import { exportMark, writeConfigFile } from "../shared/config-file/write-file.ts";
import { printLine } from "../shared/print.ts";
import { listLeftOut } from "./left-out.ts";

/** `siaga konfig ekspor`: written beside the file and then put in its place, readable by this user only. */
export async function ekspor(path: string, { ya }: { ya?: true }): Promise<void> {
  const { leftOut, config } = await withBookOrShipped(({ sql }) => ({
    leftOut: listLeftOut(sql),
    config: writeConfigFile(readConfig(sql)),
  }));
  const content = config + describeLeftOut(leftOut);
  if (path === "-") {
    process.stdout.write(content);
    return;
  }
  try {
    if (!ya) refuseForeign(path);
    replaceFile(path, content);
  } catch (error) {
    if (error instanceof UserError) throw error;
    const { code } = error as { code?: string };
    if (code === "ENOSPC" || code === "EDQUOT") throw error;
    throw new UserError(
      `Berkas ${path} tidak dapat ditulis (${code ?? "gagal"}). Periksa folder dan izinnya.`,
      { cause: error },
    );
  }
  printLine(`Konfigurasi ditulis ke ${path}.`);
  if (leftOut.length > 0)
    printLine(
      "Perhatian: hari libur dan jam khusus untuk semua kalender tidak termasuk. Perintahnya ada di akhir berkas itu.",
    );
}

/** Whole at every moment. A draft that was left behind is not written into: it might be readable by others. */
function replaceFile(path: string, content: string): void {
  const draft = `${path}.tmp`;
  try {
    rmSync(draft, { force: true });
    writeFileSync(draft, content, { mode: 0o600, flag: "wx" });
    renameSync(draft, path);
  } finally {
    rmSync(draft, { force: true });
  }
}

function describeLeftOut(commands: readonly string[]): string {
  if (commands.length === 0) return "";
  const lines = [
    "Tidak termasuk dalam berkas ini, karena berlaku untuk semua kalender. Di basis data lain:",
    ...commands,
  ];
  return `\n${lines.map((line) => `# ${line}\n`).join("")}`;
}

/** A file that people wrote carries their comments, which an export would lose. */
function refuseForeign(path: string): void {
  if (!existsSync(path)) return;
  const content = readFileSync(path, "utf8");
  if (content.trim() === "" || content.startsWith(exportMark)) return;
  throw new UserError(
    `Berkas ${path} sudah ada dan bukan hasil ekspor; catatan di dalamnya akan hilang. Pilih nama lain, atau tambahkan --ya.`,
  );
}
