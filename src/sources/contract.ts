import type { ComplaintUpdate } from "../complaints/contract.ts";
import type { Pause } from "../complaints/pauses.ts";
import type { OwnAliases } from "./file/header-aliases.ts";
import type { Instant, LocalDate } from "../calendar/contract.ts";

/** A row that could not be read, as the operator sees it. */
export interface RefusedRow {
  readonly row: number;
  readonly column: string;
  readonly reason: string;
}

export type ReadRow =
  /** `pauses` only where the file has the column Masa Tunda, as files for a simulation do. */
  | { readonly ok: true; readonly update: ComplaintUpdate; readonly pauses?: readonly Pause[] }
  | { readonly ok: false; readonly refused: RefusedRow };

/** What the head of an export says of itself. */
export interface ExportHead {
  /** Tanggal Generate; null where the file does not say. */
  readonly generatedOn: LocalDate | null;
  readonly periodFrom: LocalDate | null;
  readonly periodTo: LocalDate | null;
  readonly institutionName: string | null;
  readonly columns: readonly string[];
}

/** An opened export: its head, then its rows one by one, in bounded memory. */
export interface OpenExport {
  readonly head: ExportHead;
  /** Total bytes and bytes read so far, for progress. */
  readonly progress: () => { readonly done: number; readonly total: number };
  readonly rows: AsyncIterable<ReadRow>;
}

export interface ExportOptions {
  /** Minutes east of UTC for times that carry no zone. */
  readonly offsetMinutes: number;
  readonly now: Instant;
  /** Spellings of headers that Kominfo added. */
  readonly aliases?: OwnAliases;
}
