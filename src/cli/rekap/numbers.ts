/** "2,6"; "–" where there is nothing to count. */
export function decimal(value: number | null, digits = 1): string {
  if (value === null) return "–";
  return value.toLocaleString("id-ID", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
