/** "9100001, 9100002, dan 3 lainnya": a sentence that names hundreds is not read. */
export function nameSome(names: readonly string[], most: number): string {
  const left = names.length - most;
  return names.slice(0, most).join(", ") + (left > 0 ? `, dan ${left} lainnya` : "");
}
