/** The widest line that a command prints for people. */
export const pageWidth = 100;

/** Breaks a text at its spaces so that no line is wider than the page, or than `width`; `head` stands before the first, spaces before the rest. */
export function wrap(text: string, head = "", width = pageWidth): string[] {
  const room = width - head.length;
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/u).flatMap((long) => cut(long, room))) {
    if (line !== "" && line.length + 1 + word.length > room) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line].map((each, index) => `${index === 0 ? head : " ".repeat(head.length)}${each}`);
}

/** A word that is wider than the page goes on in the next line. */
function cut(word: string, room: number): string[] {
  const pieces: string[] = [];
  for (let from = 0; from < Math.max(word.length, 1); from += room)
    pieces.push(word.slice(from, from + room));
  return pieces;
}
