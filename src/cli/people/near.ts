/** " Mungkin maksud Anda: dinkes, dinsos." or nothing. */
export function suggest(text: string, names: readonly string[]): string {
  const near = findNear(text, names);
  return near.length === 0 ? "" : ` Mungkin maksud Anda: ${near.join(", ")}.`;
}

/** Those of the names that somebody may have meant, the likeliest first, at most three. */
function findNear(text: string, names: readonly string[]): string[] {
  const wanted = text.toLowerCase();
  const limit = Math.max(2, Math.floor(wanted.length / 3));
  return [...new Set(names)]
    .map((name) => ({ name, distance: distanceTo(wanted, name.toLowerCase()) }))
    .filter(({ distance }) => distance <= limit)
    .toSorted((one, other) => one.distance - other.distance || (one.name < other.name ? -1 : 1))
    .slice(0, 3)
    .map(({ name }) => name);
}

/** A part of a name counts as nearly the name; else the letters to add, drop or change (Levenshtein). */
function distanceTo(wanted: string, name: string): number {
  if (wanted.length >= 3 && (name.includes(wanted) || wanted.includes(name))) return 1;
  let previous = Array.from({ length: name.length + 1 }, (_, index) => index);
  for (const [row, letter] of wanted.split("").entries()) {
    const current = [row + 1];
    for (const [column, other] of name.split("").entries())
      current.push(
        Math.min(
          (previous[column] ?? 0) + (letter === other ? 0 : 1),
          (previous[column + 1] ?? 0) + 1,
          (current[column] ?? 0) + 1,
        ),
      );
    previous = current;
  }
  return previous[name.length] ?? 0;
}
