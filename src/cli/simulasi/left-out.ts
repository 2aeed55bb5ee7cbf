import type { Db } from "../../../db/open.ts";
import { localDate } from "../../calendar/arithmetic.ts";
import { formatInstant } from "../../calendar/format.ts";
import type { Instant } from "../../calendar/contract.ts";
import { whole } from "../shared/print.ts";
import { say } from "./happenings.ts";
import type { Frame } from "./play.ts";

/** How many complaints took part in what was played: neither those from before it, nor those that had ended when first seen. */
export function countPlayed({ sql }: Db): number {
  return (
    sql
      .prepare<[], number>("select count(*) from complaints where isBacklog = 0 and isHistoric = 0")
      .pluck()
      .get() ?? 0
  );
}

/** Says who is silent and why: else an empty answer would look like rules that tell nobody. */
export function sayLeftOut(shadow: Db, frame: Frame): void {
  sayBacklog(shadow, frame);
  sayHistoric(shadow);
  sayUnknownUnits(shadow);
}

function sayBacklog({ sql }: Db, { from, calendar }: Frame): void {
  const backlog = sql
    .prepare<[], { count: number; oldest: Instant | null }>(
      "select count(*) as count, min(coalesce(reportedAt, firstSeenAt)) as oldest from complaints where isBacklog = 1 and isHistoric = 0",
    )
    .get();
  if (!backlog || backlog.oldest === null) return;
  say(
    `${whole(backlog.count)} laporan masuk sebelum --mulai (${formatInstant(calendar, from)}): dianggap tunggakan dan tidak diputar. Agar semuanya ikut: --mulai ${localDate(calendar, backlog.oldest)}.`,
  );
}

function sayHistoric({ sql }: Db): void {
  const count =
    sql.prepare<[], number>("select count(*) from complaints where isHistoric = 1").pluck().get() ?? 0;
  if (count > 0) say(`${whole(count)} laporan sudah berakhir ketika pertama kali tercatat: tidak diputar.`);
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
  const named = rows.slice(0, mostNamed).map(({ opdName, count }) => `${opdName} (${whole(count)})`);
  const rest = rows.length > mostNamed ? `, dan ${rows.length - mostNamed} nama lain` : "";
  say(
    `${whole(total)} laporan ditujukan kepada OPD yang belum dikenal, jadi tidak ada yang diberi tahu: ${named.join(", ")}${rest}. Tambahkan ejaannya: siaga opd ubah.`,
  );
}
