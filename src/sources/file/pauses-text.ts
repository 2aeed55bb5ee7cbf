import type { Pause } from "../../complaints/pauses.ts";
import { CellFault } from "./cell-fault.ts";
import { cellText, type Column } from "./header.ts";
import { readMoment } from "../reading/moment-text.ts";

/** The column Masa Tunda of a simulation file: "start/end;start/", ISO; an open end is empty. Throws CellFault. */
export function readPauseSpans(
  column: Column,
  cells: readonly string[],
  offsetMinutes: number,
): readonly Pause[] {
  return cellText(cells, column)
    .split(";")
    .filter((span) => span.trim() !== "")
    .map((span) => readPause(span, column, offsetMinutes));
}

function readPause(span: string, column: Column, offsetMinutes: number): Pause {
  const [startText = "", endText = "", ...rest] = span.split("/").map((text) => text.trim());
  const start = readMoment(startText, "", offsetMinutes);
  const end = endText === "" ? null : readMoment(endText, "", offsetMinutes);
  if (start === null || rest.length > 0 || (endText !== "" && (end === null || end < start)))
    throw new CellFault(column.name, 'masa tunda tidak terbaca; tulis "mulai/akhir", dipisah titik koma');
  return [start, end];
}
