import type { Instant } from "../../calendar/contract.ts";
import type { ComplaintUpdate } from "../../complaints/contract.ts";
import { readMoment } from "../reading/moment-text.ts";
import type { FollowUpRow } from "./answers.ts";
import { ShapeFault } from "./shape-fault.ts";

/** An office as LAPOR! names it in one place or another. */
export interface OfficeRef {
  readonly id: string | null;
  readonly name: string | null;
}

export interface FollowUpOptions {
  /** Minutes east of UTC, for times without a zone. */
  readonly offsetMinutes: number;
  /** As of when the answer speaks: nothing can have happened after it. */
  readonly asOf: Instant;
  /** The same word for the same office, however it is spelled; "root" for the Pemda itself. */
  readonly officeOf: (office: OfficeRef) => string;
  /** The office that the complaint is with now; null: none. */
  readonly present: OfficeRef | null;
}

type Moments = Pick<
  ComplaintUpdate,
  | "disposedAt"
  | "firstFollowUpAt"
  | "unitFollowUpAt"
  | "lastFollowUpAt"
  | "followUpCount"
  | "lastReporterReplyAt"
>;

interface Entry {
  readonly at: Instant;
  readonly from: string | null;
  readonly to: string | null;
  readonly isDisposition: boolean;
}

/**
 * When it was disposed to the office it is with, who answered when, and when the reporter wrote last, by the log of
 * follow-ups. Their text is never looked at. Throws ShapeFault.
 */
export function readFollowUps(rows: readonly FollowUpRow[], options: FollowUpOptions): Moments {
  const entries = rows.map((row, index) => readEntry(row, index, options)).sort((a, b) => a.at - b.at);
  const present = options.present ? options.officeOf(options.present) : null;
  const dispositions = entries.filter(({ isDisposition }) => isDisposition);
  const offices = new Set([...dispositions.map(({ to }) => to), present]);
  offices.delete(root);
  offices.delete(null);
  const answers = entries.filter(({ isDisposition, from }) => !isDisposition && offices.has(from));
  const isUnit = present !== null && present !== root;
  const disposedAt = isUnit ? startOfStay(dispositions, present) : null;
  const own = answers.filter(({ from, at }) => from === present && at >= (disposedAt ?? at));
  return {
    ...(disposedAt !== null && { disposedAt }),
    firstFollowUpAt: answers.at(0)?.at ?? null,
    ...(isUnit && { unitFollowUpAt: own.at(0)?.at ?? null }),
    lastFollowUpAt: answers.at(-1)?.at ?? null,
    followUpCount: answers.length,
    lastReporterReplyAt: lastReply(entries, answers.at(0)?.at ?? Infinity),
  };
}

const root = "root";
/** Clocks of two servers may differ a little; more is a wrong zone. */
const clockTolerance = 600;

function readEntry(
  row: FollowUpRow,
  index: number,
  { offsetMinutes, asOf, officeOf }: FollowUpOptions,
): Entry {
  const at = readMoment(row.created_at, "", offsetMinutes);
  const field = `results.data.${index}.created_at`;
  if (at === null) throw new ShapeFault(field, "harus waktu seperti 19-11-2026 09:30:00");
  if (at > asOf + clockTolerance)
    throw new ShapeFault(field, "waktunya di masa depan; periksa --zona sumber lapor");
  const wordFor = (office: OfficeRef) => (office.id ?? office.name) && officeOf(office);
  return {
    at,
    from: wordFor(refOf(row.institution_from, row.institution_from_id, row.institution_from_name)),
    to: wordFor(refOf(row.institution_to, row.institution_to_id, row.institution_to_name)),
    isDisposition: /^dispos/iu.test(row.template_code ?? ""),
  };
}

type Word = string | null | undefined;

function refOf(nested: { id?: Word; name?: Word } | null | undefined, id: Word, name: Word): OfficeRef {
  return { id: id || nested?.id || null, name: name || nested?.name || null };
}

/** Since when it is with this office without a break; disposing to the same office again starts nothing. */
function startOfStay(dispositions: readonly Entry[], present: string): Instant | null {
  const others = dispositions.findLastIndex(({ to }) => to !== present);
  return dispositions.at(others + 1)?.at ?? null;
}

/** A word without an office is the reporter's; what stands before the first follow-up is the complaint itself. */
function lastReply(entries: readonly Entry[], firstAnswer: Instant): Instant | null {
  const replies = entries.filter(
    ({ from, isDisposition, at }) => !isDisposition && !from && at > firstAnswer,
  );
  return replies.at(-1)?.at ?? null;
}
