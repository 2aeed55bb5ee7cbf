/**
 * How a WhatsApp message greets and thanks. A number that writes the same to many people is taken for a spammer's, so the
 * words vary from message to message; the same seed gives the same words, so that one written anew reads as before.
 */
export function chooseCourtesy(reader: string, seed: string): { greeting: string; thanks: string } {
  const number = hashOf(seed);
  return {
    greeting: pick(greetings, number).replace("…", () => reader),
    thanks: pick(thanks, Math.floor(number / greetings.length)),
  };
}

const greetings = [
  "Yth. Bapak/Ibu …",
  "Yang terhormat Bapak/Ibu …",
  "Yang kami hormati Bapak/Ibu …",
] as const;

const thanks = [
  "Terima kasih.",
  "Terima kasih atas perhatian Bapak/Ibu.",
  "Kami ucapkan terima kasih.",
  "Atas perhatian Bapak/Ibu, kami ucapkan terima kasih.",
] as const;

function pick(phrases: readonly [string, ...string[]], number: number): string {
  return phrases[number % phrases.length] ?? phrases[0];
}

/** FNV-1a, 32 bits, and then stirred: seeds that follow each other must not give words that do. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
