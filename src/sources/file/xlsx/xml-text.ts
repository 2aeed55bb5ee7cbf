const named: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

/** Characters as they were before they were written into XML; what is no character reference stays. */
export function decodeXml(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#([0-9]{1,7})|(lt|gt|amp|quot|apos));/gi, decodeReference);
}

function decodeReference(whole: string, hex?: string, decimal?: string, name?: string): string {
  if (name !== undefined) return named[name.toLowerCase()] ?? whole;
  const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
}

const patterns = new Map<string, RegExp>();

/** The value of one attribute in the inside of a tag, by a name of the code's own; undefined where it is not there. */
export function attributeOf(tag: string, name: string): string | undefined {
  let pattern = patterns.get(name);
  if (!pattern) {
    pattern = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`);
    patterns.set(name, pattern);
  }
  const found = pattern.exec(tag);
  const value = found?.[1] ?? found?.[2];
  return value === undefined ? undefined : decodeXml(value);
}

const phonetic = /<(\w+:)?rPh\b[\s\S]*?<\/\1?rPh>/g;
const run = /<(?:\w+:)?t(?:\s[^>]*)?(?:\/>|>([\s\S]*?)<\/(?:\w+:)?t>)/g;
/** ECMA-376 part 1, 22.9.2.19: characters that XML cannot hold. */
const escaped = /_x([0-9A-Fa-f]{4})_/g;

/** What a shared or inline string says: its runs one after the other, without how they are pronounced. */
export function stringIn(element: string): string {
  let text = "";
  for (const [, piece = ""] of element.replace(phonetic, "").matchAll(run)) text += decodeXml(piece);
  return text.replace(escaped, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
