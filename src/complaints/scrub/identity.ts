import { type Chunk, isEvenlyJoined, joinedFrom } from "./chunks.ts";
import { wordsBefore } from "./span.ts";

/** No amount or date is this long unbroken; NIK, KK, NIP, NPWP, BPJS and card numbers are, also with a digit lost. */
const SURELY_PERSONAL = 13;
const LONGEST = 20;
const LONGEST_GLUED = 40;
const SHORTEST_ANNOUNCED = 9;

/** Words that announce a number of a person; nearest few words before it. */
const announcing: ReadonlySet<string> = new Set(
  (
    "nik ktp kk npwp nip sim bpjs paspor passport rek rekening norek kartu atm akun " +
    "hp nohp wa nowa whatsapp telp telepon telpon tlp tel phone kontak cp sms"
  ).split(" "),
);

/** First two digits of a NIK: the codes of the provinces. */
const provinces: ReadonlySet<number> = new Set([
  11, 12, 13, 14, 15, 16, 17, 18, 19, 21, 31, 32, 33, 34, 35, 36, 51, 52, 53, 61, 62, 63, 64, 65, 71, 72, 73,
  74, 75, 76, 81, 82, 91, 92, 93, 94, 95, 96, 97,
]);

/** Groups in which NIK and card numbers are written, also with one digit lost or doubled at the end. */
const knownGroups: ReadonlySet<string> = new Set([
  "4-4-4-4",
  "4-4-4-3",
  "4-4-4-5",
  "6-6-4",
  "6-6-3",
  "6-6-5",
  "4-6-5",
]);

/** How many chunks from `first` are one number of an identity card, bank card or account; 0 if they are none. */
export function identityLength(text: string, chunks: readonly Chunk[], first: number): number {
  const group = joinedFrom(chunks, first, LONGEST);
  const head = chunks[first];
  if (!head) return 0;
  if (head.digits.length >= SURELY_PERSONAL) return 1;
  const glued = gluedLength(joinedFrom(chunks, first, LONGEST_GLUED));
  if (glued > 0) return glued;
  for (let length = 2; length <= group.length; length += 1) {
    const part = group.slice(0, length);
    if (isIdentity(part) && endsThere(part, group)) return length;
  }
  return isAnnounced(text, head) ? announcedLength(group) : 0;
}

/** "6304.0517.0890.00016304051708900001": where a line break was stripped, the last group of one touches the next. */
function gluedLength(group: readonly Chunk[]): number {
  const last = group.findIndex(({ digits }) => digits.length >= SURELY_PERSONAL);
  const before = group.slice(0, Math.max(last, 0));
  const isEven = before.length > 0 && isEvenlyJoined(group.slice(0, last + 1));
  // "2 6304051708900001" are two numbers, but three groups of four before it were a card
  const isSpaced = /\s/.test(group[1]?.joiner ?? "");
  const isCard = before.length >= 2 && before.every(({ digits }) => digits.length === 4) && !isYears(before);
  const isOne = isSpaced ? isCard : before.every(({ digits }) => digits.length >= 3);
  return isEven && isOne ? last + 1 : 0;
}

function isIdentity(part: readonly Chunk[]): boolean {
  if (!isEvenlyJoined(part) || isYears(part)) return false;
  const digits = part.map((chunk) => chunk.digits).join("");
  if (digits.length < 15 || digits.length > 17) return false;
  return isNik(digits) || knownGroups.has(part.map((chunk) => chunk.digits.length).join("-"));
}

/** Sixteen digits are whole wherever they end; a miscounted number must end where the writer ends it. */
function endsThere(part: readonly Chunk[], group: readonly Chunk[]): boolean {
  const length = part.reduce((sum, chunk) => sum + chunk.digits.length, 0);
  const next = group[part.length];
  return length === 16 || !next || next.joiner !== part[1]?.joiner;
}

/** Permendagri on NIK: region (6), day of birth (women + 40), month, year, sequence (4). */
function isNik(digits: string): boolean {
  const day = Number(digits.slice(6, 8)) % 40;
  const month = Number(digits.slice(8, 10));
  return (
    digits.length === 16 &&
    provinces.has(Number(digits.slice(0, 2))) &&
    Number(digits.slice(6, 8)) <= 71 &&
    day >= 1 &&
    day <= 31 &&
    month >= 1 &&
    month <= 12
  );
}

function isAnnounced(text: string, head: Chunk): boolean {
  const words = wordsBefore(text, head.start).slice(-3);
  // "Kode rekening" is a line of the public budget.
  return !words.includes("kode") && words.some((word) => announcing.has(word));
}

/** After "rekening" or "HP" any number of nine digits and more is that person's, however it is grouped. */
function announcedLength(group: readonly Chunk[]): number {
  let length = group.length;
  while (length > 1 && !isEvenlyJoined(group.slice(0, length))) length -= 1;
  const part = group.slice(0, length);
  const total = part.reduce((sum, chunk) => sum + chunk.digits.length, 0);
  return total >= SHORTEST_ANNOUNCED && !isYears(part) ? length : 0;
}

function isYears(part: readonly Chunk[]): boolean {
  return part.every(({ digits }) => /^(?:19|20)[0-9]{2}$/.test(digits));
}
