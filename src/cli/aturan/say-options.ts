import type { RuleOptions } from "./edit.ts";

/** The options as one would type them again in a shell: `--jenjang 2 --setelah "2 hari kerja"`. */
export function sayOptions(options: RuleOptions): string {
  return Object.entries(options)
    .map(([name, value]: [string, unknown]) => {
      const flag = `--${name.replaceAll(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`)}`;
      if (value === true) return flag;
      const values = Array.isArray(value) ? value : [value];
      return [flag, ...values.map((each) => quoteWord(String(each)))].join(" ");
    })
    .join(" ");
}

/** Within double quotes a shell still reads four characters. */
export function quoteWord(word: string): string {
  return /^[\w.,:=/+@-]+$/u.test(word) ? word : `"${word.replaceAll(/["\\$`]/gu, String.raw`\$&`)}"`;
}
