import { addCalendarDays } from "../../calendar/arithmetic.ts";
import type { LocalDate } from "../../calendar/contract.ts";
import { parseLocalDate } from "../../calendar/format.ts";
import { UserError } from "../../user-error.ts";

export interface PeriodOptions {
  readonly dari?: string;
  readonly sampai?: string;
  readonly bulan?: string;
  readonly tahun?: string;
}

/** Both included. */
export interface Period {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/** The period that was asked for; nothing said: this month so far. Throws UserError. */
export function readPeriod({ dari, sampai, bulan, tahun }: PeriodOptions, today: LocalDate): Period {
  const ways = [dari ?? sampai, bulan, tahun].filter((each) => each !== undefined);
  if (ways.length > 1)
    throw new UserError("Pilih satu masa: --bulan, atau --tahun, atau --dari dengan --sampai.");
  if (bulan !== undefined) return monthOf(bulan);
  if (tahun !== undefined) return yearOf(tahun);
  if (sampai !== undefined && dari === undefined)
    throw new UserError(
      "--sampai perlu --dari: tulis juga sejak tanggal berapa, misalnya --dari 2026-11-01.",
    );
  const from = parseLocalDate(dari ?? `${today.slice(0, 7)}-01`);
  const to = parseLocalDate(sampai ?? today);
  if (from > to) throw new UserError(`Masa ${from} sampai ${to} terbalik. Tukar kedua tanggalnya.`);
  return { from, to };
}

function monthOf(text: string): Period {
  const [, year, month] = /^(\d{4})-(0[1-9]|1[0-2])$/u.exec(text.trim()) ?? [];
  if (!year || !month) throw new UserError(`Bulan "${text}" tidak dikenal. Tulis misalnya 2026-11.`);
  const from = parseLocalDate(`${year}-${month}-01`);
  // 31 days on lies in the next month, whatever this one has
  return { from, to: addCalendarDays(`${addCalendarDays(from, 31).slice(0, 7)}-01`, -1) };
}

function yearOf(text: string): Period {
  if (!/^\d{4}$/u.test(text.trim()))
    throw new UserError(`Tahun "${text}" tidak dikenal. Tulis misalnya 2026.`);
  return { from: parseLocalDate(`${text.trim()}-01-01`), to: parseLocalDate(`${text.trim()}-12-31`) };
}
