/** Longer than a row of LAPOR! or a string of Excel can be: an end tag was lost. */
const LONGEST_ELEMENT = 8_000_000;
/** The beginning of a tag may be cut off at the end of a chunk. */
const LONGEST_NAME = 64;

export interface ElementsOf {
  readonly name: string;
  /** The element that holds them: a document without its end was cut off. */
  readonly within: string;
}

/**
 * The elements of one name, as they are written, out of XML that arrives in chunks; none may hold another of its name.
 * Throws Error where the document does not end.
 */
export async function* elementsOf(
  chunks: AsyncIterable<string>,
  { name, within }: ElementsOf,
): AsyncGenerator<string> {
  const opening = new RegExp(`<((?:\\w+:)?)${name}(?=[\\s/>])`, "g");
  const ending = new RegExp(`</(?:\\w+:)?${within}\\s*>|<(?:\\w+:)?${within}(?:\\s[^>]*)?/>`);
  let rest = "";
  for await (const chunk of chunks) {
    rest += chunk;
    let done = 0;
    for (;;) {
      opening.lastIndex = done;
      const start = opening.exec(rest);
      if (ending.test(rest.slice(done, start?.index))) return;
      if (!start) {
        done = Math.max(done, rest.length - LONGEST_NAME);
        break;
      }
      const end = endOfElement(rest, start, `</${start[1] ?? ""}${name}`);
      done = end > 0 ? end : start.index;
      if (end < 0) break;
      yield rest.slice(start.index, end);
    }
    rest = rest.slice(done);
    if (rest.length > LONGEST_ELEMENT) throw new Error(`an element <${name}> that does not end`);
  }
  throw new Error(`no end of <${within}>`);
}

/** Behind the element that begins there; -1 where its end has not arrived yet. */
function endOfElement(text: string, { index }: RegExpExecArray, closing: string): number {
  const tagEnd = text.indexOf(">", index);
  if (tagEnd < 0 || text[tagEnd - 1] === "/") return tagEnd < 0 ? -1 : tagEnd + 1;
  const close = text.indexOf(closing, tagEnd);
  const end = close < 0 ? -1 : text.indexOf(">", close);
  return end < 0 ? -1 : end + 1;
}
