/**
 * The digits of a Tracking ID as a cell may hold them: "6340753", "168054.0" (a number turned to text), "[123](javascript:;)"
 * (copied from the LAPOR! page). null if it is none: LAPOR! numbers have 5 to 15 digits.
 */
export function readTrackingId(cell: string): string | null {
  const text = cell.trim();
  if (plain.test(text)) return text;
  const digits = wrapped.exec(text)?.[1]?.replace(/^0+/, "") ?? "";
  return plain.test(digits) ? digits : null;
}

const plain = /^[1-9][0-9]{4,14}$/;
const wrapped = /^['#[]{0,2}([0-9]+)(?:\.0+)?(?:\](?:\([^)]*\))?)?$/;
