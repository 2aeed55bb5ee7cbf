/** A file as rows of cells, whatever its format. */
export interface Table {
  /** The rows in which the preamble and the header lie. */
  readonly top: readonly (readonly string[])[];
  /** All rows from the first on; may be asked for again, and then starts again. */
  readonly records: () => AsyncIterable<readonly string[]> | Iterable<readonly string[]>;
  /** Bytes of the file behind the rows handed out so far by the latest `records`. */
  readonly bytesDone: () => number;
}
