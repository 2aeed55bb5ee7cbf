export const secret = "rahasia-tolok-ukur-rahasia-tolok-ukur";

/** The product; a server that writes one bare row each; one that writes rows that come together in one commit. */
export type Order = "ours" | "bare" | "grouped";

export interface Opened {
  readonly url: string;
  /** What its clock says. */
  readonly at: number;
}
