import type { Chance } from "./chance.ts";

/** What nobody types into a form, and what programs stumble over. */
const oddities: readonly string[] = [
  "",
  " ",
  "\0",
  "\u001B[31m",
  "\u202E",
  "\u200B\u200D\uFEFF",
  "\uD800",
  "e\u0301".repeat(40),
  "𝟘𝟠𝟙𝟚",
  "٠٨١٢٣٤٥٦٧٨٩",
  "İıſK",
  "🇮🇩👨‍👩‍👧",
  "null",
  "undefined",
  "NaN",
  "__proto__",
  "constructor",
  "-1",
  "0",
  "1e308",
  "9007199254740993",
  "99999999999999999999",
  "168054.0",
  "31 Feb 2026",
  "0000-00-00",
  "32/13/2026",
  "29 Feb 2028 25:61:61",
  "=HYPERLINK(1)",
  "'; drop table complaints; --",
  "<script>alert(1)</script>",
  "{{institution_to}}",
  "<%= it %>",
  '"',
  '""',
  ",;\t",
  "\r\n",
  "\n- &a [*a]",
  "A".repeat(5000),
  "[".repeat(3000),
  "1 ".repeat(3000),
];

export function oddity(chance: Chance): string {
  return chance.pick(oddities);
}

/** The same text with a stretch taken out, doubled, replaced or moved. */
export function mutateText(text: string, chance: Chance): string {
  const from = chance.below(text.length + 1);
  const to = Math.min(text.length, from + chance.below(chance.isOne(0.2) ? text.length + 1 : 12));
  const [head, middle, tail] = [text.slice(0, from), text.slice(from, to), text.slice(to)];
  return chance.pick([
    () => head + oddity(chance) + tail,
    () => head + oddity(chance) + middle + tail,
    () => head + tail,
    () => head + middle.repeat(2 + chance.below(20)) + tail,
    () => head,
    () => tail + middle + head,
    () => head + middle.toUpperCase() + tail,
    () => head + String.fromCharCode(chance.below(0x10000)) + tail,
  ])();
}

/** The same bytes with some flipped, cut off, doubled or filled with others. */
export function mutateBytes(bytes: Buffer, chance: Chance): Buffer {
  const at = chance.below(bytes.length + 1);
  const length = chance.below(chance.isOne(0.2) ? bytes.length + 1 : 16);
  const [head, middle, tail] = [
    bytes.subarray(0, at),
    bytes.subarray(at, at + length),
    bytes.subarray(at + length),
  ];
  const noise = () => Buffer.from(Array.from({ length: 1 + chance.below(32) }, () => chance.below(256)));
  return chance.pick([
    () => flipBits(bytes, chance),
    () => head,
    () => tail,
    () => Buffer.concat([head, tail]),
    () => Buffer.concat([head, middle, middle, tail]),
    () => Buffer.concat([head, noise(), tail]),
    () => Buffer.concat([head, Buffer.from(oddity(chance)), middle, tail]),
    () => Buffer.concat([head, Buffer.alloc(length), tail]),
  ])();
}

function flipBits(bytes: Buffer, chance: Chance): Buffer {
  const flipped = Buffer.from(bytes);
  for (let times = 1 + chance.below(4); times > 0 && flipped.length > 0; times--) {
    const at = chance.below(flipped.length);
    flipped[at] = (flipped[at] ?? 0) ^ (1 << chance.below(8));
  }
  return flipped;
}

/** The same tree with one place in it otherwise. */
export function mutateTree(value: unknown, chance: Chance): unknown {
  if (value === null || typeof value !== "object" || chance.isOne(0.15)) return oddValue(value, chance);
  if (Array.isArray(value)) return mutateList(value, chance);
  const entries = Object.entries(value);
  if (entries.length === 0) return oddValue(value, chance);
  const at = chance.below(entries.length);
  const [key = "", old] = entries[at] ?? [];
  const rest = entries.filter((_, index) => index !== at);
  if (chance.isOne(0.15)) return Object.fromEntries(rest);
  if (chance.isOne(0.1)) return Object.fromEntries([...rest, [oddity(chance), old]]);
  // two fields in each other's place
  const [other, its] = chance.pick(entries);
  if (chance.isOne(0.1)) return { ...value, [key]: its, [other]: old };
  return Object.fromEntries(entries.with(at, [key, mutateTree(old, chance)]));
}

function mutateList(list: readonly unknown[], chance: Chance): unknown {
  if (list.length === 0 || chance.isOne(0.1)) return Array.from({ length: chance.below(300) }, () => list[0]);
  const at = chance.below(list.length);
  if (chance.isOne(0.15)) return list.toSpliced(at, 1);
  if (chance.isOne(0.15)) return list.toReversed();
  return list.with(at, mutateTree(list[at], chance));
}

function oddValue(value: unknown, chance: Chance): unknown {
  return chance.pick<() => unknown>([
    () => null,
    () => oddity(chance),
    () => (typeof value === "string" ? mutateText(value, chance) : String(value)),
    () => [value],
    () => ({ value }),
    () => -1,
    () => 2 ** 53,
    () => 1e300,
    () => 0.5,
    () => true,
    () => [],
    () => ({}),
    () => deep(chance.below(2000)),
  ])();
}

function deep(levels: number): unknown {
  let value: unknown = "dasar";
  for (let level = 0; level < levels; level++) value = level % 2 === 0 ? [value] : { dalam: value };
  return value;
}
