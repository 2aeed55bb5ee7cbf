import { localDate } from "../../calendar/arithmetic.ts";
import type { LocalDate } from "../../calendar/contract.ts";
import { formatLongDate } from "../../calendar/format.ts";
import { defaultCalendar } from "../../calendar/store.ts";
import { linkedNumber } from "../../connections/whatsapp/auth.ts";
import { readAddresses } from "../../desk/doctor/store.ts";
import { loadOffice } from "../../desk/office.ts";
import { calendarOf } from "../../escalation/calendar-of.ts";
import type { Unit } from "../../people/contract.ts";
import { chooseUnit } from "../people/choose.ts";
import { currentInstant, withBookOrShipped } from "../shared/book.ts";
import { channelsOf } from "../shared/channels.ts";
import { readConfig } from "../shared/config-file/read-book.ts";
import { printJson, printLine } from "../shared/print.ts";
import { wrap } from "../shared/wrap.ts";
import { answerAsJson, describeAnswer } from "./describe-answer.ts";
import { askWho } from "./who.ts";

interface Question {
  readonly opd: string;
  readonly jabatan: string | undefined;
  readonly json: boolean;
}

/** Whom each post of the active rules means today for a complaint of this unit, by which channel, or why nobody. */
export async function showWho({ opd, jabatan, json }: Question): Promise<void> {
  await withBookOrShipped(({ sql }) => {
    const doors = channelsOf(process.env);
    const isLinked = linkedNumber(sql) !== null;
    const office = loadOffice(sql, { ...doors, wa: doors.wa && isLinked });
    const { code } = chooseUnit(readConfig(sql), opd);
    const unit = office.people.units.values().find((each) => each.code === code);
    if (!unit) throw new Error(`unit ${code} is in the configuration and not among the people`);
    const own = calendarOf(office, unit.id) ?? defaultCalendar(sql);
    const date = localDate(own, currentInstant());
    const answers = askWho({ office, addresses: readAddresses(sql), unit, date, post: jabatan });
    if (json)
      return printJson({
        unit: unit.code,
        date,
        sending: !office.doors.isTrial,
        posts: answers.map(answerAsJson),
      });
    for (const line of describeHead(unit, date, office.doors.isTrial)) printLine(line);
    for (const line of answers.flatMap((answer) => describeAnswer(answer, unit))) printLine(line);
    return undefined;
  });
}

function describeHead(unit: Unit, date: LocalDate, isTrial: boolean): string[] {
  const trial =
    "Pengiriman belum menyala; ini yang akan diberi tahu begitu dinyalakan (siaga kirim nyalakan).";
  return [...wrap(`${unit.name} (${unit.code}) – ${formatLongDate(date)}`), ...(isTrial ? wrap(trial) : [])];
}
