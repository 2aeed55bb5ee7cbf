import type { Typed } from "../../../sources/manual/read-entry.ts";

/** What `siaga laporan tambah` was given on the command line. */
export interface AddOptions extends Omit<Typed, "isSecret" | "office"> {
  readonly opd?: string;
  readonly rahasia?: boolean;
  readonly bukanRahasia?: boolean;
  readonly oleh?: string;
  readonly json?: boolean;
}
