import { type Chunk, isEvenlyJoined, joinedFrom } from "./chunks.ts";

const LONGEST_PHONE = 15;
const LONGEST_MOBILE = 13;
const SHORTEST_RARELY_JOINED = 10;

/** Mobile numbers with 0, 62 or 62 0 before them; and without, as spreadsheets leave them, by the operators' prefixes. */
const mobile = /^(?:0|620?|0062)8[1-9][0-9]{6,10}$/;
const bareMobile = /^8(?:1[1-9]|2[1-38]|3[1-38]|5[1-35-9]|7[7-9]|8[1-9]|9[5-9])[0-9]{7,9}$/;
/** Area codes run from 021 to 0986; 01 and 00 are none. */
const landline = /^(?:0|620?|0062)[2-79][0-9]{7,10}$/;
const areaCode = /^(?:62)?0?[2-79][0-9]{1,2}$/;

/** How many chunks from `first` are one phone number, as Indonesians write them; 0 if they are none. */
export function phoneLength(text: string, chunks: readonly Chunk[], first: number): number {
  const group = joinedFrom(chunks, first, LONGEST_PHONE);
  const isInternational = /(?:^|[^0-9])\+\(?$/.test(
    text.slice(Math.max(0, (group[0]?.start ?? 0) - 3), group[0]?.start),
  );
  let found = 0;
  for (let length = 1; length <= group.length; length += 1) {
    const part = group.slice(0, length);
    if (found > 0 && !continues(part)) break;
    if (isPhone(part, isInternational)) found = length;
  }
  return found > 0 ? found : rarelyJoinedLength(chunks, first);
}

/** A mobile number in groups of three digits and more with a slash, comma or the like between all of them. */
function rarelyJoinedLength(chunks: readonly Chunk[], first: number): number {
  const joiner = chunks[first + 1]?.rareJoiner;
  if (joiner === null || joiner === undefined) return 0;
  let digits = chunks[first]?.digits ?? "";
  let next = first + 1;
  for (let chunk = chunks[next]; chunk?.rareJoiner === joiner; chunk = chunks[next]) {
    if (chunk.digits.length < 3 || digits.length > LONGEST_PHONE) return 0;
    digits += chunk.digits;
    next += 1;
  }
  const isLetterNumber = joiner === "/" && /^20[0-9]{2}$/.test(chunks[next - 1]?.digits ?? "");
  const isWhole = digits.length >= SHORTEST_RARELY_JOINED && mobile.test(digits);
  return isWhole && !isLetterNumber ? next - first : 0;
}

function isPhone(part: readonly Chunk[], isInternational: boolean): boolean {
  const digits = digitsOf(part);
  if (isInternational && digits.length >= 9) return true;
  return (
    (mobile.test(digits) && startsLikeMobile(part)) ||
    isGluedMobile(part, digits) ||
    (bareMobile.test(digits) && !/0{5}$/.test(digits) && isBareGroup(part)) ||
    (landline.test(digits) && startsLikeLandline(part))
  );
}

/** "0812-3456-789016-11-2026": its last group touches another number. */
function isGluedMobile(part: readonly Chunk[], digits: string): boolean {
  const isHead = /^08[1-9][0-9]+$/.test(part[0]?.digits ?? "");
  return isHead && part.length > 1 && isEvenlyJoined(part) && digits.length > LONGEST_MOBILE;
}

/** A short first group such as the "08" of "08.30-10.00" is a time unless the whole is evenly spaced. */
function startsLikeMobile(part: readonly Chunk[]): boolean {
  const head = part[0]?.digits ?? "";
  return head.length >= 3 || head === "62" || (isEvenlyJoined(part) && !part[1]?.joiner?.includes("."));
}

function isBareGroup(part: readonly Chunk[]): boolean {
  if (part.length === 1) return true;
  const isThousands = part[1]?.joiner === "." && part.slice(1).every(({ digits }) => digits.length === 3);
  return isEvenlyJoined(part) && !isThousands && part.every(({ digits }) => digits.length >= 3);
}

function startsLikeLandline(part: readonly Chunk[]): boolean {
  if (part.length === 1) return part[0]?.digits.startsWith("0") === true;
  const area = part[0]?.digits === "62" ? part.slice(0, 2) : part.slice(0, 1);
  const subscriber = part.slice(area.length);
  return (
    areaCode.test(digitsOf(area)) &&
    digitsOf(area).length >= 3 &&
    digitsOf(subscriber).length >= 6 &&
    subscriber.every(({ digits }) => digits.length >= 3)
  );
}

/** Whether a number that is long enough already still takes in its last group, rather than "3 hari" after it. */
function continues(part: readonly Chunk[]): boolean {
  const last = part.at(-1);
  const before = part.at(-2);
  const length = digitsOf(part).length - (last?.digits.length ?? 0);
  if (!last || !before || /^(?:08|62)/.test(last.digits)) return false;
  if (length < 10 || part.every(({ digits }) => digits.length === 1)) return true;
  return last.joiner === before.joiner && last.digits.length >= (length >= 11 ? 3 : 2);
}

function digitsOf(part: readonly Chunk[]): string {
  return part.map(({ digits }) => digits).join("");
}
