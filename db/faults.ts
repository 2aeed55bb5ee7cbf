/** Whether the file is at fault (locked, full, unreadable) and not the row that was being written: trying another row helps nothing. */
export function isFaultOfFile(error: unknown): boolean {
  const { code = "" } = error as { code?: string };
  return code.startsWith("SQLITE_") && !code.startsWith("SQLITE_CONSTRAINT");
}
