const MOST = 2000;
const LONGEST = 200;

/**
 * The same function, which answers for a cell it met before from memory. An export repeats the names of offices,
 * categories and statuses in every row: each is worked out once, and kept once however many rows hold it.
 */
export function remembering<T>(read: (cell: string) => T): (cell: string) => T {
  const known = new Map<string, T>();
  return (cell) => {
    const before = known.get(cell);
    if (before !== undefined) return before;
    const value = read(cell);
    if (known.size < MOST && cell.length <= LONGEST) known.set(cell, value);
    return value;
  };
}
