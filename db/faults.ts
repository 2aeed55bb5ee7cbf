/** Whether the file is at fault (locked, full, unreadable) and not the row that was being written: trying another row helps nothing. */
export function isFaultOfFile(error: unknown): boolean {
  const code = codeOf(error);
  return code.startsWith("SQLITE_") && !code.startsWith("SQLITE_CONSTRAINT");
}

const isFull = "tidak dapat ditulis: penyimpanan penuh. Kosongkan ruang lalu ulangi";

/** By the beginning of SQLite's code; the longer one stands first. */
const sentences: Readonly<Record<string, string>> = {
  SQLITE_NOTADB:
    "bukan basis data SQLite, atau rusak. Periksa SIAGA_DB, atau pulihkan cadangan: siaga pulihkan BERKAS",
  SQLITE_CORRUPT: "rusak. Hentikan bot, simpan berkasnya, lalu pulihkan cadangan: siaga pulihkan BERKAS",
  SQLITE_BUSY: "sedang dikunci program lain. Tutup program itu lalu ulangi",
  SQLITE_CANTOPEN: "tidak dapat dibuka. Periksa SIAGA_DB dan izin foldernya",
  SQLITE_READONLY: "hanya dapat dibaca. Beri izin tulis kepada pengguna yang menjalankan Siaga",
  SQLITE_FULL: isFull,
  SQLITE_IOERR_SHMSIZE: isFull,
  SQLITE_IOERR:
    "tidak dapat dibaca atau ditulis karena disknya bermasalah atau penuh. Periksa disk itu lalu ulangi",
};

/** One Indonesian line for the operator: what is wrong with the file of the book and what to do; null for other errors. */
export function describeFault(path: string, error: unknown): string | null {
  const code = codeOf(error);
  const known = Object.keys(sentences).find((prefix) => code === prefix || code.startsWith(`${prefix}_`));
  return known === undefined ? null : `Basis data ${path} ${sentences[known]}.`;
}

function codeOf(error: unknown): string {
  return (error as { code?: string } | null)?.code ?? "";
}
