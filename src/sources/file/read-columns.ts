import type { Instant } from "../../calendar/contract.ts";
import { classificationOf } from "../../complaints/classification.ts";
import type { ComplaintUpdate } from "../../complaints/contract.ts";
import { isTooPrecise } from "../../complaints/kecamatan.ts";
import { scrub } from "../../complaints/scrub.ts";
import { CellFault } from "./cell-fault.ts";
import { cellText, type Column, type Header } from "./header.ts";
import { readMoment } from "../reading/moment-text.ts";
import { remembering } from "./remembering.ts";
import { readSecrecy } from "./secrecy.ts";
import { shorten, tidyText } from "../reading/tidy-text.ts";

export type DraftUpdate = { -readonly [Key in keyof ComplaintUpdate]: ComplaintUpdate[Key] };

/** Fills in what one column says. Throws CellFault. */
type ColumnReader = (update: DraftUpdate, cells: readonly string[]) => void;

/** They name offices and kinds: a text longer than this is a body in the wrong column. */
const LONGEST_NAME = 200;
const LONGEST_ID = 40;
/** A longer title repeats the body, which is never kept. */
const LONGEST_TITLE = 200;
const LONGEST_NOTE = 500;

const nameFields = [
  "category",
  "channel",
  "statusRaw",
  "institutionName",
  "opdName",
  "locationName",
] as const;
const idFields = ["categoryId", "opdExternalId"] as const;
const momentFields = ["disposedAt", "firstFollowUpAt", "closedAt"] as const;

/** The readers of the columns this file has, secrecy before what depends on it. */
export function columnReaders(header: Header, offsetMinutes: number): readonly ColumnReader[] {
  return [
    ...nameFields.map((field) => nameReader(header, field)),
    ...idFields.map((field) => idReader(header, field)),
    classificationReader(header),
    reportedReader(header, offsetMinutes),
    ...momentFields.map((field) => momentReader(header, field, offsetMinutes)),
    secrecyReader(header),
    proseReader(header, "title", LONGEST_TITLE),
    proseReader(header, "statusNote", LONGEST_NOTE),
  ].filter((reader) => reader !== null);
}

/** Scrubbed too: they stand in messages, alarms and reports, and an operator may have typed a number into any of them. An address in the place of a kecamatan is left out. */
function nameReader(header: Header, field: (typeof nameFields)[number]): ColumnReader | null {
  const column = header.columnOf(field);
  if (!column) return null;
  const nameIn = remembering((cell: string) => {
    const text = tidyText(cell);
    if (text.length > LONGEST_NAME) throw misplaced(column);
    const name = text === "" ? null : scrub(text);
    const isAddress = field === "locationName" && name !== null && isTooPrecise(name);
    return isAddress ? null : name;
  });
  return (update, cells) => {
    update[field] = nameIn(cells[column.place] ?? "");
  };
}

/** An id of LAPOR! is short; a number that is somebody's is never kept for one, nor masked: all masks are alike. */
function idReader(header: Header, field: (typeof idFields)[number]): ColumnReader | null {
  const column = header.columnOf(field);
  if (!column) return null;
  const idIn = remembering((cell: string) => {
    const text = tidyText(cell);
    if (text.length > LONGEST_ID || scrub(text) !== text) throw misplaced(column);
    return text === "" ? null : text;
  });
  return (update, cells) => {
    update[field] = idIn(cells[column.place] ?? "");
  };
}

function misplaced({ name }: Column): CellFault {
  return new CellFault(name, "isinya tidak cocok untuk kolom ini; periksa apakah kolomnya bergeser");
}

function classificationReader(header: Header): ColumnReader | null {
  const column = header.columnOf("classification");
  if (!column) return null;
  return (update, cells) => {
    update.classification = classificationOf(cells[column.place] ?? "");
  };
}

function reportedReader(header: Header, offsetMinutes: number): ColumnReader | null {
  const date = header.columnOf("reportedDate");
  const time = header.columnOf("reportedTime");
  if (!date) return null;
  return (update, cells) => {
    const dateText = cellText(cells, date);
    const timeText = time ? cellText(cells, time) : "";
    update.reportedAt = dateText === "" ? null : readMoment(dateText, timeText, offsetMinutes);
    if (dateText === "" || update.reportedAt !== null) return;
    if (!time || readMoment(dateText, "", offsetMinutes) === null) throw unreadableDate(date);
    throw new CellFault(time.name, 'waktu tidak terbaca; tulis seperti "08:12:05"');
  };
}

function momentReader(
  header: Header,
  field: (typeof momentFields)[number],
  offsetMinutes: number,
): ColumnReader | null {
  const column = header.columnOf(field);
  if (!column) return null;
  return (update, cells) => {
    update[field] = momentOf(cellText(cells, column), column, offsetMinutes);
  };
}

function momentOf(text: string, column: Column, offsetMinutes: number): Instant | null {
  if (text === "") return null;
  const moment = readMoment(text, "", offsetMinutes);
  if (moment === null) throw unreadableDate(column);
  return moment;
}

function unreadableDate({ name }: Column): CellFault {
  return new CellFault(name, 'tanggal tidak terbaca; tulis seperti "5 Jan 2024"');
}

/** An unknown word leaves both unsaid, which the book takes as secret. */
function secrecyReader(header: Header): ColumnReader | null {
  const column = header.columnOf("secrecy");
  if (!column) return null;
  return (update, cells) => {
    const secrecy = readSecrecy(cells[column.place] ?? "");
    if (!secrecy) return;
    update.isAnonymous = secrecy.isAnonymous;
    update.isSecret = secrecy.isSecret;
  };
}

/** Words that people typed: scrubbed before they are cut, so that no half of a number is left; none of a secret complaint. */
function proseReader(header: Header, field: "title" | "statusNote", most: number): ColumnReader | null {
  const column = header.columnOf(field);
  if (!column) return null;
  return (update, cells) => {
    const text = update.isSecret ? "" : tidyText(cells[column.place] ?? "");
    update[field] = text === "" ? null : shorten(scrub(text), most);
  };
}
