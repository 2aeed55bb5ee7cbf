const untidy = /[^ -~]|^ | $| {2}/;

/** One line without control and format characters, runs of spaces or spaces at the ends. */
export function tidyText(text: string): string {
  if (!untidy.test(text)) return text;
  return text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, " ")
    .replace(/\p{Cf}+/gu, "")
    .replace(/\s+/gu, " ")
    .trim();
}

/** At most `most` characters, with "…" where something was cut. */
export function shorten(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/u, "")}…`;
}
