const LONGEST = 60;

/** What somebody typed, made fit to stand in a one-line message. */
export function quoted(text: string): string {
  const line = text.replace(/[\p{C}\s]+/gu, " ").trim();
  return `"${line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line}"`;
}
