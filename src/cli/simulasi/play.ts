import type { Db } from "../../../db/open.ts";
import { localDate } from "../../calendar/arithmetic.ts";
import type { Calendar, Instant } from "../../calendar/contract.ts";
import { formatInstant } from "../../calendar/format.ts";
import type { RuleDraft } from "../../rules/draft.ts";
import { openShadowBook } from "../../simulation/book.ts";
import { listSent, type Sent, type SimulatedMessage } from "../../simulation/lines.ts";
import { simulate } from "../../simulation/simulate.ts";
import type { Happening } from "../../simulation/timeline.ts";
import { whole } from "../shared/print.ts";
import { showProgress } from "../shared/progress.ts";
import { say } from "./happenings.ts";
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
  /** How many complaints took part: not those that came before the span. */
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
    const { complaints, before, oldest } = countPlayed(shadow);
    if (!rules) {
      sayLeftOut(before, oldest, frame);
      sayUnknownUnits(shadow);
    }
    const sent = listSent(shadow, from, to);
    return { sent, messages: sent.map(({ message }) => message), complaints };
  } finally {
    shadow.close();
  }
}

interface PlayedCounts {
  readonly complaints: number;
  readonly before: number;
  readonly oldest: Instant | null;
}

function countPlayed({ sql }: Db): PlayedCounts {
  const counts = sql
    .prepare<[], PlayedCounts>(
      `select count(*) filter (where isBacklog = 0) as complaints, count(*) filter (where isBacklog = 1) as before,
         min(coalesce(reportedAt, firstSeenAt)) as oldest from complaints`,
    )
    .get();
  return counts ?? { complaints: 0, before: 0, oldest: null };
}

/** Backlog is silent: without a word an empty answer would look like rules that tell nobody. */
function sayLeftOut(before: number, oldest: Instant | null, { from, calendar }: Frame): void {
  if (before === 0 || oldest === null) return;
  const day = localDate(calendar, oldest);
  say(
    `${whole(before)} laporan masuk sebelum --mulai (${formatInstant(calendar, from)}): dianggap tunggakan dan tidak diputar. Agar semuanya ikut: --mulai ${day}.`,
  );
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
