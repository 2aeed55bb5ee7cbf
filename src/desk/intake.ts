import type { Sql } from "../../db/open.ts";
import type { Instant } from "../calendar/contract.ts";
import type { ComplaintUpdate, Report } from "../complaints/contract.ts";
import type { MergeContext, Merged } from "../complaints/merge.ts";
import { foldWords, isEnded, openSql, statusOf } from "../complaints/status-words.ts";
import type { ComplaintBook } from "../complaints/store.ts";
import type { Clerk } from "../escalation/clerk.ts";
import type { Office } from "../escalation/contract.ts";
import { resolveUnit } from "../people/resolve-unit.ts";
import { openRoll } from "../sources/lapor/roll/store.ts";
import type { Alarms } from "./alarms.ts";
import { type Backwards, backwardsAlarm, findBackwards } from "./backwards.ts";
import { clearMended } from "./clear-mended.ts";
import { explainStatus, statusCause } from "./unknown-status.ts";
import { openForgetWords } from "./forget-words.ts";

export interface IntakeParts {
  readonly sql: Sql;
  readonly book: ComplaintBook;
  readonly clerk: Clerk;
  readonly alarms: Alarms;
  readonly office: () => Office;
}

export interface IntakeCounts {
  new: number;
  changed: number;
  unchanged: number;
  /** Offices that Siaga does not know, with how many rows name them. */
  readonly unknownUnits: Map<string, number>;
  /** Status texts that Siaga does not know. */
  readonly unknownStatuses: Map<string, number>;
  /** Of which a source took back what was said before. */
  readonly backwards: Backwards[];
}

export function emptyCounts(): IntakeCounts {
  return {
    new: 0,
    changed: 0,
    unchanged: 0,
    unknownUnits: new Map(),
    unknownStatuses: new Map(),
    backwards: [],
  };
}

/**
 * Takes in what one source says, as of one moment: the book, its history and the runs of each complaint change in one
 * transaction, so that a crash leaves each batch wholly in or wholly out.
 */
export function openIntake({ sql, book, clerk, alarms, office }: IntakeParts) {
  const takeIn = sql.transaction((updates: readonly ComplaintUpdate[], batch: Batch): void => {
    for (const update of updates) takeInOne(update, batch);
  });

  const covered = sql
    .prepare<[string, number, number, number], string>(
      `select trackingId from complaints where source = ? and reportedAt between ? and ? and confirmedAt <= ?
       and missingSince is null and ${openSql}`,
    )
    .pluck();
  const markAbsent = sql.prepare("update complaints set missingSince = ? where trackingId = ?");

  const noteStatus = sql.prepare(
    "insert into statusWords (key, text, status, reportedAt) values (?, ?, 'unknown', ?) on conflict (key) do nothing",
  );

  const roll = openRoll(sql);
  const forgetWords = openForgetWords(sql);

  function takeInOne(update: ComplaintUpdate, { context, counts, now }: Batch): void {
    const merged = book.record(update, context);
    const { next, outcome, changes } = merged;
    counts[outcome]++;
    if (next.opdIsUnknown && next.opdName) count(counts.unknownUnits, next.opdName);
    if (next.status === "unknown" && next.statusRaw) count(counts.unknownStatuses, next.statusRaw);
    if (outcome === "unchanged") return;
    if (next.isSecret && changes.some(({ field }) => field === "isSecret")) forgetWords(next.trackingId);
    if (isOpenAnew(merged)) roll.enroll(next.trackingId);
    // Kominfo knows what it typed itself.
    const backwards = context.report.source === "manual" ? null : findBackwards(next, changes);
    if (backwards) counts.backwards.push(backwards);
    clerk.review(
      next,
      office(),
      now,
      changes.map(({ field }) => field),
    );
  }

  return {
    /** One batch; `counts` adds up over the batches of a report. */
    receive(updates: readonly ComplaintUpdate[], report: Report, counts: IntakeCounts, now: Instant): void {
      takeIn.immediate(updates, { context: contextOf(report, now), counts, now });
    },
    /**
     * Open complaints of a source that were reported in the period its newest report covers, and are absent from it: their
     * steps are held until a report names them again (escalation.md section 9). Returns how many were found absent anew.
     */
    markMissing({ source, asOf, present, from, to }: Coverage, now: Instant): number {
      const absent = covered.all(source, from, to, asOf).filter((trackingId) => !present.has(trackingId));
      sql.transaction(() => absent.forEach((trackingId) => markAbsent.run(now, trackingId))).immediate();
      return absent.length;
    },
    /** After the last batch: what was held for want of news goes on, what nobody can place is told to Kominfo. */
    finish(counts: IntakeCounts, now: Instant): void {
      sql
        .transaction(() => {
          clerk.releaseConfirmed(office(), now);
          report(counts, now);
        })
        .immediate();
    },
    /**
     * The same where only these were confirmed without a change: whoever else is held is not looked at. Call it inside a
     * transaction.
     */
    finishFew(confirmed: readonly string[], counts: IntakeCounts, now: Instant): void {
      for (const trackingId of confirmed) {
        const complaint = book.find(trackingId);
        if (complaint) clerk.review(complaint, office(), now);
      }
      report(counts, now);
    },
  };

  function report({ unknownUnits, unknownStatuses, backwards }: IntakeCounts, now: Instant): void {
    clearMended(sql, alarms, office(), now);
    raiseUnknown(alarms, unknownUnits.keys(), now);
    for (const text of unknownStatuses.keys()) reportStatus(text, now);
    if (backwards.length > 0) alarms.raise(backwardsAlarm(backwards), now);
  }

  /** An unknown status is told to Kominfo once (escalation.md section 3). */
  function reportStatus(text: string, now: Instant): void {
    const { changes } = noteStatus.run(foldWords(text), text, now);
    if (changes === 0) return;
    const words = `Status "${text}" belum dikenal dan dianggap belum ditindaklanjuti. ${explainStatus(text)}`;
    alarms.raise({ cause: statusCause(text), text: words }, now);
  }

  function contextOf(report: Report, now: Instant): MergeContext {
    const added = book.addedStatusWords();
    const { people, sendingSince } = office();
    return {
      report,
      now,
      sendingSince,
      statusOf: (text) => statusOf(text, added),
      unitOf(update) {
        const found = resolveUnit(people, {
          externalId: update.opdExternalId ?? null,
          name: update.opdName ?? null,
        });
        return found.kind === "unit"
          ? { id: found.unit.id, isRoot: found.unit.id === people.root?.id }
          : "unknown";
      },
    };
  }
}

/** What a report says of its own reach: reports made from `from` to `to`, of which it holds those in `present`. */
export interface Coverage {
  readonly source: string;
  /** As of when it speaks: what was confirmed later is not absent. */
  readonly asOf: Instant;
  readonly present: ReadonlySet<string>;
  readonly from: Instant;
  readonly to: Instant;
}

interface Batch {
  readonly context: MergeContext;
  readonly counts: IntakeCounts;
  readonly now: Instant;
}

/** New to the book, or said to have ended before; of both the API is to be asked. */
function isOpenAnew({ next, outcome, changes }: Merged): boolean {
  const isOpen = !next.isHistoric && !isEnded(next.status);
  return isOpen && (outcome === "new" || changes.some(({ field }) => field === "status"));
}

function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

function raiseUnknown(alarms: Alarms, names: Iterable<string>, now: Instant): void {
  for (const name of names)
    alarms.raise(
      {
        cause: `unknown_unit:${name}`,
        text: `OPD "${name}" belum dikenal, jadi laporannya belum disampaikan. Petakan: siaga opd ubah KODE --alias "${name}".`,
      },
      now,
    );
}
