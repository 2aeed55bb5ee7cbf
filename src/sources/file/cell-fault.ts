/**
 * Says why a row cannot be read, in words for the operator. The reason never repeats what the cell holds: it may be a name
 * or a number in the wrong column.
 */
export class CellFault extends Error {
  override name = "CellFault";
  /** The header above the cell. */
  readonly column: string;

  constructor(column: string, reason: string) {
    super(reason);
    this.column = column;
  }
}
