import { elementsOf } from "./xml-elements.ts";
import { stringIn } from "./xml-text.ts";

/** Those of the shared strings that are asked for (one at least), by their numbers; the others, bodies among them, are let go at once. */
export async function readStrings(
  chunks: AsyncIterable<string>,
  wanted: ReadonlySet<number>,
): Promise<ReadonlyMap<number, string>> {
  const strings = new Map<number, string>();
  let number = 0;
  for await (const element of elementsOf(chunks, { name: "si", within: "sst" })) {
    if (wanted.has(number)) strings.set(number, stringIn(element));
    number += 1;
    if (strings.size === wanted.size) return strings;
  }
  throw new Error("a cell names a string that is not there");
}
