import type { Db } from "../../../db/open.ts";
import type { Calendar, Instant } from "../../calendar/contract.ts";
import type { RuleDraft } from "../../rules/draft.ts";
import { openShadowBook } from "../../simulation/book.ts";
import { listSent, type Sent, type SimulatedMessage } from "../../simulation/lines.ts";
import { simulate } from "../../simulation/simulate.ts";
import type { Happening } from "../../simulation/timeline.ts";
import { showProgress } from "../shared/progress.ts";
import { countPlayed, sayLeftOut } from "./left-out.ts";
import { useRules } from "./proposal.ts";

/** What is played. */
export interface Frame {
  readonly from: Instant;
  readonly to: Instant;
  /** The Pemda's own. */
  readonly calendar: Calendar;
}

interface Play {
  readonly happenings: readonly Happening[];
  readonly frame: Frame;
  /** In place of the book's own of the same names. */
  readonly rules?: readonly RuleDraft[];
}

/** What came of it. */
export interface Played {
  readonly sent: readonly Sent[];
  readonly messages: readonly SimulatedMessage[];
  /** How many complaints took part. */
  readonly complaints: number;
}

/** Plays the past in memory; with rules of its own it says nothing of what was said already. */
export function play(db: Db, { happenings, frame, rules }: Play): Played {
  const { from, to } = frame;
  const shadow = openShadowBook(db.path);
  try {
    useRules(shadow.sql, rules ?? []);
    const progress = showProgress("Memutar", "peristiwa");
    simulate({
      db: shadow,
      happenings,
      from,
      to,
      onProgress: (done, total) => progress.update(done, total, done),
    });
    progress.end();
    if (!rules) sayLeftOut(shadow, frame);
    const sent = listSent(shadow, from, to);
    return { sent, messages: sent.map(({ message }) => message), complaints: countPlayed(shadow) };
  } finally {
    shadow.close();
  }
}
