import type { LocalDate } from "../../calendar/contract.ts";
import type { ExportHead } from "../contract.ts";
import { foldHeader } from "./header-aliases.ts";
import type { Header } from "./header.ts";
import { readLocalDate } from "../reading/moment-text.ts";
import { tidyText } from "../reading/tidy-text.ts";

/** What the rows above the header say: a label in the first column, its value in the next filled cell. */
export function readHead(records: readonly (readonly string[])[], header: Header): ExportHead {
  const preamble = new Map(records.slice(0, header.row - 1).map(labelAndValue));
  const [from = "", to = ""] = (preamble.get("periodemasuk") ?? "").match(/\(([^)]*)\)/g) ?? [];
  return {
    generatedOn: dateIn(preamble.get("tanggalgenerate")),
    periodFrom: dateIn(from.slice(1, -1)),
    periodTo: dateIn(to.slice(1, -1)),
    institutionName: tidyText(preamble.get("namainstansi") ?? "") || null,
    columns: header.columns.filter((name) => name !== ""),
  };
}

function labelAndValue([label = "", ...cells]: readonly string[]): [label: string, value: string] {
  return [foldHeader(label), cells.find((cell) => cell.trim() !== "") ?? ""];
}

function dateIn(text: string | undefined): LocalDate | null {
  return text === undefined ? null : readLocalDate(text);
}
