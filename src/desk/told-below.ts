import { localDate } from "../calendar/arithmetic.ts";
import type { Calendar, Instant } from "../calendar/contract.ts";
import { formatDate, formatInstant, formatTime } from "../calendar/format.ts";
import type { Escalation, Office } from "../escalation/contract.ts";
import type { EscalationStore } from "../escalation/store.ts";
import { describePost, describePostBriefly } from "../escalation/words.ts";
import type { Message } from "../outbox/contract.ts";

interface Parts {
  readonly escalations: EscalationStore;
  readonly office: () => Office;
}

interface Subject {
  readonly row: Message;
  readonly run: Escalation;
  readonly calendar: Calendar;
}

interface Heard {
  /** Such as "kepala". */
  readonly post: string;
  readonly at: Instant;
}

/** What higher levels see of those below (escalation.md section 6). */
export interface Told {
  /** The level just below, if it was really told. */
  readonly told: Heard | null;
  /** Who said SIAP last, and the post of the step that was told it. */
  readonly said: (Heard & { readonly stepPost: string }) | null;
}

/** Who was told below, and who said SIAP there. */
export function findTold({ escalations, office }: Parts, { row, run }: Subject): Told {
  // nothing is below the first level
  if (row.kind === "reminder" || row.step === null || row.step === 1) return { told: null, said: null };
  const { steps } = office().ruleVersion(run.ruleVersionId);
  const postOf = (step: number) => steps[step - 1]?.post ?? "";
  const isTold = run.toldBefore !== null && unreachableOf(row) === null;
  const said = escalations.acknowledgedBelow(run.id, row.step);
  return {
    told: isTold ? { post: postOf(row.step - 1), at: run.toldBefore ?? 0 } : null,
    said: said && { post: said.post ?? postOf(said.step), at: said.at, stepPost: postOf(said.step) },
  };
}

/** "Admin Dinas Perhubungan, Jum, 20 Nov 2026, 10.15 WITA (diterima admin, 20 Nov 11.00)" */
export function describeTold(
  { told, said }: Told,
  { people }: Office,
  { run, calendar }: Pick<Subject, "run" | "calendar">,
): string | null {
  const unit = people.units.get(run.unitId ?? 0) ?? null;
  const nameOf = (post: string) => describePost(post, unit);
  const whom = told && `${nameOf(told.post)}, ${formatInstant(calendar, told.at)}`;
  if (!said) return whom;
  const received = `diterima ${describePostBriefly(said.post, unit, people.root)}, ${momentOf(calendar, said.at)}`;
  return `${whom ?? nameOf(said.stepPost)} (${received})`;
}

/** The same for a list: "Kepala Dinas diberi tahu 19 Nov 09.05, diterima admin 16 Nov 10.15" */
export function summariseTold(
  { told, said }: Told,
  { people }: Office,
  { run, calendar }: Pick<Subject, "run" | "calendar">,
): string | null {
  const nameOf = (post: string) =>
    describePostBriefly(post, people.units.get(run.unitId ?? 0) ?? null, people.root);
  const parts = [
    ...(told ? [`${nameOf(told.post)} diberi tahu ${momentOf(calendar, told.at)}`] : []),
    ...(said ? [`diterima ${nameOf(said.post)} ${momentOf(calendar, said.at)}`] : []),
  ].join(", ");
  return parts === "" ? null : parts.charAt(0).toUpperCase() + parts.slice(1);
}

/** "20 Nov 10.15": the year is clear. */
function momentOf(calendar: Calendar, at: Instant): string {
  return `${formatDate(localDate(calendar, at)).replace(/ \d+$/u, "")} ${formatTime(calendar, at)}`;
}

/** The post below that could not be told, as the row says. */
export function unreachableOf(row: Message): string | null {
  return row.data === null ? null : ((JSON.parse(row.data) as { unreachable?: string }).unreachable ?? null);
}
