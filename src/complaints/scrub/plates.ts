import { type Span, wordsBefore } from "./span.ts";

/** Area codes of vehicle registration (Perpol 7/2021). */
const areas: ReadonlySet<string> = new Set(
  (
    "A B D E F G H K L M N P R S T W Z AA AB AD AE AG BA BB BD BE BG BH BK BL BM BN BP DA DB DC DD DE DG DH DK DL DM " +
    "DN DP DR DS DT DW EA EB ED KB KH KT KU PA PB PY PS PT ST"
  ).split(" "),
);

const candidate = /([a-z]{1,2})([ .-]{0,2})([1-9][0-9]{0,3})(?![0-9])([ .-]{0,2})([a-z]{0,4})/gi;

/** Words and units that follow a number in ordinary sentences and are no plate's last letters. */
const ordinaryEnds: ReadonlySet<string> = new Set(
  (
    "rt rw no km di ke dan atau m kg cm mm ha gr ton cc kk rb jt rp org yg yang th thn bln hr jam menit pk sd smp sma " +
    "tk kw kva va w v l lt pcs bh per tps gg jl wib wit wita utk sdh blm ada ini itu dll dst pas blt apbd apbn x kali"
  ).split(" "),
);

/** Trucks and vans are called by these: "mobil L300", "truk PS 125 HD". */
const models: ReadonlySet<string> = new Set(
  "L100 L200 L300 T120 PS100 PS110 PS120 PS125 PS135 PS136".split(" "),
);

const announcing = /(?:plat|nopol|no\.? ?pol|polisi|tnkb)[^0-9]{0,12}$/i;
const vehicles: ReadonlySet<string> = new Set(
  "motor mobil truk truck bus pikap pickup angkot kendaraan minibus avanza innova xenia dump".split(" "),
);
/** "Blok B 12 RT 3", "kelas D 5 A": letter and number name a place or a kind here. */
const places: ReadonlySet<string> = new Set(
  (
    "blok blk gang gg jalur lorong kelas kls tipe type rute lantai lt gedung zona sektor jalan jl ruang kamar kode " +
    "seri form model pasal gol golongan kelompok kavling kav"
  ).split(" "),
);

/** Vehicle plates: DA 1234 XY, da 1234 xy, DA1234XY, and "plat B 12". */
export function findPlates(text: string): Span[] {
  const spans: Span[] = [];
  candidate.lastIndex = 0;
  for (let match = candidate.exec(text); match; match = candidate.exec(text)) {
    const plate = readPlate(text, match, spans.at(-1)?.end);
    const found = plate && isPlate(text, plate) ? plate : null;
    if (found) spans.push(found);
    // The letters after a number may be the first of the next plate.
    candidate.lastIndex = found ? found.end : numberEnd(match);
  }
  return spans;
}

function numberEnd({ 1: area = "", 2: gap = "", 3: number = "", index }: RegExpExecArray): number {
  return index + area.length + gap.length + number.length;
}

interface Plate extends Span {
  readonly area: string;
  readonly number: string;
  readonly letters: string;
  readonly isSpaced: boolean;
}

/** `after`: where the plate before it ends, which it may touch. */
function readPlate(text: string, match: RegExpExecArray, after?: number): Plate | null {
  const [whole, area = "", gap = "", number = "", secondGap = "", run = ""] = match;
  const before = text[match.index - 1] ?? " ";
  // A word before it may touch it where a line break was stripped: "platnyaDA 1234 XY".
  const isApart = after === match.index || (/[a-z]/.test(before) && area === area.toUpperCase());
  const isWordBefore = /[A-Za-z]/.test(before) && !isApart;
  if (isWordBefore || !areas.has(area.toUpperCase())) return null;
  const letters = lastLetters(run, text.slice(match.index + whole.length, match.index + whole.length + 6));
  const dropped = letters === "" ? secondGap.length + run.length : run.length - letters.length;
  const end = match.index + whole.length - dropped;
  return { start: match.index, end, area, number, letters, isSpaced: gap !== "" };
}

/** The plate's own letters in a run that may go on into the next word ("XYMohon"), or the next plate ("XYDA 1234"). */
function lastLetters(run: string, after: string): string {
  const next = nextArea(run, after);
  if (next > 0) return run.slice(0, -next);
  // "comDA": in small letters, and touched by a capital
  const small = /^[a-z]{1,3}(?=[A-Z])/.exec(run)?.[0];
  if (small !== undefined) return ordinaryEnds.has(small) ? "" : small;
  const isWhole = run.length <= 3 && !/^[A-Za-z]/.test(after);
  const capitals = /^[A-Z]*/.exec(run)?.[0].length ?? 0;
  const letters = isWhole ? run : run.slice(0, capitals >= 3 ? capitals - 1 : capitals);
  const isCapitalised = !isWhole && capitals === 1;
  return isCapitalised || ordinaryEnds.has(letters.toLowerCase()) ? "" : letters;
}

/** How many letters at the end of a run begin another plate. */
function nextArea(run: string, after: string): number {
  if (run.length < 3 || run !== run.toUpperCase() || !/^[ .-]{0,2}[1-9][0-9]{0,3}(?![0-9])/.test(after))
    return 0;
  return [2, 1].find((length) => run.length > length && areas.has(run.slice(-length))) ?? 0;
}

function isPlate(text: string, plate: Plate): boolean {
  const { area, number, letters } = plate;
  if (announcing.test(text.slice(Math.max(0, plate.start - 24), plate.start))) return true;
  const isCapital = area + letters === (area + letters).toUpperCase();
  const before = wordsBefore(text, plate.start).slice(-3);
  if (places.has(before.at(-1) ?? "") || models.has(area.toUpperCase() + number)) return false;
  if (isCapital && number.length >= 3 && before.some((word) => vehicles.has(word))) return true;
  if (letters === "" || isYear(plate)) return false;
  if (isCapital) return number.length >= 3 || (!plate.isSpaced && area.length + letters.length >= 3);
  return area.length === 2 && letters.length >= 2 && number.length >= 3;
}

/** "DD 2024 BLT" is a village fund's year. */
function isYear({ number, isSpaced }: Plate): boolean {
  return isSpaced && number >= "2015" && number <= "2035" && number.length === 4;
}
