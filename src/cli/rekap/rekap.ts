import { localDate } from "../../calendar/arithmetic.ts";
import { loadOffice } from "../../desk/office.ts";
import { findUnit } from "../laporan/daftar.ts";
import { currentInstant, withBookOrShipped } from "../shared/book.ts";
import { calendarOfPemda } from "../shared/place.ts";
import { printJson } from "../shared/print.ts";
import { gatherRecap } from "./gather.ts";
import { recapAsJson } from "./json.ts";
import { type PeriodOptions, readPeriod } from "./period.ts";
import { printRecap } from "./print.ts";

export interface Options extends PeriodOptions {
  readonly opd?: string;
  readonly json?: boolean;
}

export async function rekap({ opd, json = false, ...options }: Options): Promise<void> {
  await withBookOrShipped(({ sql }) => {
    const office = loadOffice(sql, { wa: false, email: false });
    const calendar = calendarOfPemda(sql, office);
    const now = currentInstant();
    const period = readPeriod(options, localDate(calendar, now));
    const unit = opd === undefined ? null : findUnit([...office.people.units.values()], opd);
    const recap = gatherRecap(sql, office, { period, unit, calendar, now });
    if (json) printJson(recapAsJson(recap));
    else printRecap(recap, office.people.root?.name ?? null);
  });
}
