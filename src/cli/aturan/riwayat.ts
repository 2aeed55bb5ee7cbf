import type { Db } from "../../../db/open.ts";
import { formatInstant, isoWithOffset } from "../../calendar/format.ts";
import { defaultCalendar, loadCalendars } from "../../calendar/store.ts";
import { loadPeople } from "../../people/store.ts";
import { formatRule } from "../../rules/format.ts";
import { loadRuleHistory } from "../../rules/store.ts";
import { describeFields } from "../people/report.ts";
import { withBookOrShipped } from "../shared/book.ts";
import { nameValue } from "../shared/config-file/field-names.ts";
import { findFieldChanges } from "../shared/config-file/differ.ts";
import { printJsonLines, printLine } from "../shared/print.ts";
import { chooseRule } from "./choose.ts";
import { describeMatch, describeStep } from "./describe.ts";
import { isShipped } from "./shipped.ts";

/** `siaga aturan riwayat`: what the rule said from when on, oldest first. */
export async function riwayat(name: string, { json }: { json?: true }): Promise<void> {
  await withBookOrShipped(({ sql }) => {
    const rule = chooseRule(sql, name);
    const place = loadCalendars(sql).get(loadPeople(sql).root?.calendar ?? "") ?? defaultCalendar(sql);
    const history = loadRuleHistory(sql, rule.id).map(({ createdAt, version }) => {
      const { order: _, active: __, ...words } = formatRule({ ...version, order: 0, active: true });
      return { createdAt, version, words };
    });
    if (json)
      return printJsonLines(
        history.map(({ createdAt, version, words }) => ({
          version: version.version,
          createdAt: isShipped(createdAt) ? null : isoWithOffset(place, createdAt),
          ...words,
        })),
      );
    const writers = readWriters(sql, rule.current.name);
    for (const [index, { createdAt, version, words }] of history.entries()) {
      const since = isShipped(createdAt) ? "bawaan Siaga" : `sejak ${formatInstant(place, createdAt)}`;
      const by = writers.get(createdAt);
      printLine(`Versi ${version.version}, ${since}${by ? `, oleh ${by}` : ""}`);
      const previous = history[index - 1];
      const lines =
        previous === undefined
          ? [
              `${nameValue(version.clock)}; ${describeMatch(version.match)}; batas ${version.limit.text}; jeda ${version.gap.text}`,
              ...version.steps.map((step, at) => `jenjang ${at + 1}, ${describeStep(step)}`),
            ]
          : describeFields(findFieldChanges(previous.words, words));
      for (const line of lines) printLine(`  ${line}`);
    }
    return undefined;
  });
}

/** The --oleh names, by the moment at which they changed the rule. */
function readWriters(sql: Db["sql"], name: string): Map<number, string> {
  const rows = sql
    .prepare<[string], { at: number; by: string }>(
      'select at, "by" from audit where subject = ? and "by" is not null order by id',
    )
    .all(`Aturan ${name}`);
  return new Map(rows.map(({ at, by }) => [at, by]));
}
