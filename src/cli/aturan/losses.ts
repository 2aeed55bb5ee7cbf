import type { Sql } from "../../../db/open.ts";
import type { Instant } from "../../calendar/contract.ts";
import type { Clock, Rule } from "../../rules/contract.ts";
import { type MatchedComplaint, pickRule } from "../../rules/match.ts";
import { nameValue } from "../shared/config-file/field-names.ts";
import { whole } from "../shared/print.ts";

/** Complaints that an active rule took before a change, and none takes after it. */
export interface Loss {
  readonly clock: Clock;
  /** Whose clock runs now; it goes on under the version with which it began. */
  readonly open: number;
  /** Of those that came within a year, however they stand: so many like them will come again. */
  readonly lastYear: number;
}

export interface RuleChange {
  readonly before: readonly Rule[];
  readonly after: readonly Rule[];
  readonly now: Instant;
}

const clocks: readonly Clock[] = ["verification", "response", "completion"];

/** For each clock that loses any. Nothing is counted where no condition changes. */
export function findLosses(sql: Sql, { before, after, now }: RuleChange): Loss[] {
  return clocks
    .filter((clock) => conditionsOf(before, clock) !== conditionsOf(after, clock))
    .map((clock) => {
      const lost = readKinds(sql, clock, now).filter(
        (kind) => isTaken(before, clock, kind) && !isTaken(after, clock, kind),
      );
      const sum = (count: (kind: Kind) => number) => lost.reduce((total, kind) => total + count(kind), 0);
      return { clock, open: sum(({ open }) => open), lastYear: sum(({ lastYear }) => lastYear) };
    })
    .filter(({ open, lastYear }) => open + lastYear > 0);
}

/** "12 laporan terbuka dan 340 laporan setahun terakhir tidak dicakup lagi …" */
export function describeLoss({ clock, open, lastYear }: Loss): string {
  return `${whole(open)} laporan terbuka dan ${whole(lastYear)} laporan setahun terakhir tidak lagi dicakup aturan ${nameValue(clock)} mana pun yang menyala. Laporan baru seperti itu tidak dihitung batas waktunya dan tidak diberitahukan kepada siapa pun. Buat aturan lain untuk laporan itu, atau perluas syaratnya (--cocok).`;
}

function conditionsOf(rules: readonly Rule[], clock: Clock): string {
  const own = rules.filter(({ active, current }) => active && current.clock === clock);
  return JSON.stringify(own.map(({ current }) => current.match));
}

/** Complaints that look the same to a rule, counted. */
type Kind = Omit<MatchedComplaint, "isPriority"> & {
  readonly isPriority: 0 | 1;
  readonly unitCode: string | null;
  readonly open: number;
  readonly lastYear: number;
};

function isTaken(rules: readonly Rule[], clock: Clock, kind: Kind): boolean {
  return pickRule(rules, clock, { ...kind, isPriority: kind.isPriority === 1 }, kind.unitCode) !== null;
}

const year = 365 * 86_400;

/** A complaint that waits for verification has no unit yet; without one no other clock runs (escalation.md section 3). */
function readKinds(sql: Sql, clock: Clock, now: Instant): Kind[] {
  const unitCode = clock === "verification" ? "null" : "u.code";
  return sql
    .prepare<[object], Kind>(
      `with counted as (
         select c.*, ${unitCode} as unitCode, coalesce(c.reportedAt, c.firstSeenAt) >= @since as isOfYear,
           exists (select 1 from escalations e
             where e.trackingId = c.trackingId and e.clock = @clock and e.state <> 'ended') as isOpen
         from complaints c left join units u on u.id = c.opdId
         where @clock = 'verification' or c.opdId is not null)
       select classification, category, categoryId, channel, isPriority, unitCode,
         sum(isOpen) as open, sum(isOfYear) as lastYear
       from counted group by 1, 2, 3, 4, 5, 6`,
    )
    .all({ clock, since: now - year });
}
