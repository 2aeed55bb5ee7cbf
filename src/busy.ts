/** Another program holds the book for long: nothing is wrong with it, and it is worth trying again. */
export function isBusy(error: unknown): boolean {
  return String((error as { code?: string }).code).startsWith("SQLITE_BUSY");
}
