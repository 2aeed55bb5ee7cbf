export interface ChoiceQuestion {
  /** Complaints of the message that is quoted; several for a digest. */
  readonly quoted: readonly string[];
  /** Complaints that the text names. */
  readonly named: readonly string[];
  /** The sender's own open complaints of which a message was sent. */
  readonly own: readonly string[];
}

export type Choice =
  | { readonly kind: "these"; readonly trackingIds: readonly string[] }
  /** Several may be meant: the bot asks. */
  | { readonly kind: "ask"; readonly trackingIds: readonly string[] }
  | { readonly kind: "none" };

/** Which complaints a reply speaks of: the one quoted, else those named, else the only one there is (escalation.md section 6). */
export function chooseComplaints({ quoted, named, own }: ChoiceQuestion): Choice {
  if (quoted.length === 1) return { kind: "these", trackingIds: quoted };
  if (named.length > 0) return { kind: "these", trackingIds: named };
  const candidates = quoted.length > 1 ? quoted : own;
  if (candidates.length === 0) return { kind: "none" };
  return { kind: candidates.length === 1 ? "these" : "ask", trackingIds: candidates };
}
