/** Digits of other scripts that phones offer, by their zero. */
const zeros = [0xff10, 0x0660, 0x06f0];
const foreignDigit = /[\uFF10-\uFF19\u0660-\u0669\u06F0-\u06F9]/g;
/** The letter O typed for a zero: among digits, or at the head of a mobile number. */
const letterO = /(?<=[0-9])[oO]{1,4}(?=[0-9])|(?<![A-Za-z0-9])[oO](?=8[0-9])/g;
const letterL = /(?<=[0-9])[lI|](?=[0-9])/g;

/** The same text, place by place, with what looks like a digit as that digit. */
export function readLookAlikes(text: string): string {
  return text
    .replace(foreignDigit, foreignToDigit)
    .replace(letterO, (letters) => "0".repeat(letters.length))
    .replace(letterL, "1");
}

function foreignToDigit(character: string): string {
  const code = character.charCodeAt(0);
  return String(code - (zeros.find((zero) => code >= zero && code <= zero + 9) ?? code));
}
