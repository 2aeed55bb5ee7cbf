const pattern = /^(\d{1,2})[.:](\d{2})$/u;
const MINUTES_A_DAY = 1440;

/** Minutes since midnight, half-open. */
export interface ClockRange {
  readonly open: number;
  readonly close: number;
}

/** "07.30-12.00", also with colons, a longer dash or spaces; 24.00 may close. null when it is anything else, or runs backwards. */
export function parseClockRange(text: string): ClockRange | null {
  const [from, to, ...rest] = text.split(/\s*[-–]\s*/u);
  const open = parseClockTime(from);
  const close = parseClockTime(to);
  if (open === null || close === null || rest.length > 0 || close <= open) return null;
  return { open, close };
}

/** "07.30-12.00" */
export function formatClockRange({ open, close }: ClockRange): string {
  return `${formatClockTime(open)}-${formatClockTime(close)}`;
}

/** "07.30" of minutes since midnight. */
export function formatClockTime(minutes: number): string {
  return `${twoDigits(Math.floor(minutes / 60))}.${twoDigits(minutes % 60)}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}

function parseClockTime(text: string | undefined): number | null {
  const match = pattern.exec(text?.trim() ?? "");
  if (!match) return null;
  const minutes = Number(match[1]) * 60 + Number(match[2]);
  return Number(match[2]) < 60 && minutes <= MINUTES_A_DAY ? minutes : null;
}
