import type { Db } from "../../../db/open.ts";
import type { RuleDraft } from "../../rules/draft.ts";
import { openShadowBook } from "../../simulation/book.ts";
import { listMessages, type SimulatedMessage } from "../../simulation/lines.ts";
import { simulate } from "../../simulation/simulate.ts";
import type { Happening } from "../../simulation/timeline.ts";
import { showProgress } from "../shared/progress.ts";
import { say } from "./happenings.ts";
import type { Frame } from "./levels.ts";
import { useRules } from "./proposal.ts";

interface Play {
  readonly happenings: readonly Happening[];
  readonly frame: Frame;
  /** In place of the book's own of the same names. */
  readonly rules?: readonly RuleDraft[];
}

/** Plays the past in memory; with rules of its own it says nothing of what was said already. */
export function play(db: Db, { happenings, frame: { from, to }, rules }: Play): SimulatedMessage[] {
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
    if (!rules) sayUnknownUnits(shadow);
    return listMessages(shadow, from, to);
  } finally {
    shadow.close();
  }
}

const mostNamed = 5;

/** An office that nobody knows gets nothing, which would look like a rule that works. */
function sayUnknownUnits({ sql }: Db): void {
  const rows = sql
    .prepare<[], { opdName: string; count: number }>(
      "select opdName, count(*) as count from complaints where opdIsUnknown = 1 group by 1 order by 2 desc, 1",
    )
    .all();
  if (rows.length === 0) return;
  const total = rows.reduce((sum, { count }) => sum + count, 0);
  const named = rows.slice(0, mostNamed).map(({ opdName, count }) => `${opdName} (${count})`);
  const rest = rows.length > mostNamed ? `, dan ${rows.length - mostNamed} nama lain` : "";
  say(
    `${total} laporan ditujukan kepada OPD yang belum dikenal, jadi tidak ada yang diberi tahu: ${named.join(", ")}${rest}. Tambahkan ejaannya: siaga opd ubah.`,
  );
}
