import { workingDaysBetween } from "../../../calendar/arithmetic.ts";
import type { Instant } from "../../../calendar/contract.ts";
import { formatInstant } from "../../../calendar/format.ts";
import { withoutMissingYear } from "../../../calendar/missing-year.ts";
import type { Complaint } from "../../../complaints/contract.ts";
import { readPauses } from "../../../complaints/pauses.ts";
import type { Unit } from "../../../people/contract.ts";
import { wrap } from "../../shared/wrap.ts";
import type { Life, RunLife } from "./contract.ts";
import { describeEvent, describeHold, textOf } from "./describe-event.ts";
import { describeSpan, type Place, placeAt, shortMoment } from "./moments.ts";
import { describeMessage } from "./print-message.ts";
import { describeNext } from "./print-next.ts";
import { describeStep } from "./print-step.ts";
import { clockNames, describeEnd, describeUncounted } from "./words.ts";

/** One clock and epoch: its rule, its limit, each step with its fate, and what comes next. */
export function describeRun(life: Life, run: RunLife, unitOf: (id: number | null) => Unit | null): string[] {
  const place = placeAt(run.calendar, run.run.anchorAt);
  const where = { life: run, place, unitOf, now: life.now };
  return [
    ...wrap(describeTitle(run)),
    ...block("Mulai", [describeAnchor(run, life.complaint)]),
    ...block("Batas", describeLimit(run, place)),
    ...block("Keadaan", [describeState(run, life)]),
    ...block("Ditunda", describePauses(run, life.complaint, place)),
    ...run.steps.flatMap((step) => describeStep(step, where)),
    ...run.log
      .filter(({ event }) => !toldAbove.has(event))
      .flatMap((entry) => wrap(describeEvent(entry, run, place), `  ${shortMoment(place, entry.at)}  `)),
    ...run.moved.flatMap((message) =>
      wrap(
        `diberi tahu bahwa laporan dialihkan: ${describeMessage(place, message, unitOf(message.unitId), life.now)}`,
        "  → ",
      ),
    ),
    ...block("Berikutnya", describeNext(life, run, place)),
  ];
}

/** Said in "Keadaan" and "Ditunda". */
const toldAbove = new Set(["ended", "paused"]);

function block(name: string, [first, ...rest]: readonly string[]): string[] {
  if (first === undefined) return [];
  const margin = " ".repeat(14);
  return [...wrap(first, `  ${name.padEnd(12)}`), ...rest.flatMap((line) => wrap(line, margin))];
}

function describeTitle({ run, rule, unit }: RunLife): string {
  const epoch = run.epoch === 1 ? "" : ` (putaran ${run.epoch})`;
  const office = unit ? `, ${unit.name}` : "";
  return `${clockNames[run.clock]}${epoch}${office} – aturan "${rule.name}" versi ${rule.version}`;
}

function describeAnchor({ run, calendar }: RunLife, complaint: Complaint): string {
  return `${formatInstant(calendar, run.anchorAt)} (${whyAnchored(run, complaint)})`;
}

function whyAnchored({ anchorAt, isReopened, clock }: RunLife["run"], complaint: Complaint): string {
  if (isReopened) return "pelapor menanggapi lagi dan belum dijawab";
  if (anchorAt === complaint.resumedAt) return "tunggakan dilanjutkan";
  if (clock === "verification") return whyVerifiedSince(anchorAt, complaint);
  const { unitSeenAt, disposedAt } = complaint;
  if (anchorAt !== unitSeenAt || anchorAt === disposedAt) return "disposisi ke OPD ini";
  return disposedAt === null
    ? "OPD ini pertama terlihat; sumber tidak menyebut waktu disposisi"
    : "OPD ini pertama terlihat; waktu disposisinya baru disebut sesudah itu";
}

/** A source may name or change the moment later; the clock stays where it began. */
function whyVerifiedSince(anchorAt: Instant, { reportedAt, firstSeenAt }: Complaint): string {
  if (anchorAt === reportedAt) return "laporan masuk";
  if (anchorAt !== firstSeenAt) return "waktu masuk yang semula disebut sumber";
  return reportedAt === null
    ? "pertama dilihat Siaga; sumber tidak menyebut waktu masuk"
    : "pertama dilihat Siaga; waktu masuknya baru disebut sesudah itu";
}

function describeLimit(life: RunLife, place: Place): string[] {
  const { deadline, calendar } = life;
  return deadline
    ? [formatInstant(calendar, deadline.to), describeSpan(place, deadline)]
    : [describeUncounted(life)];
}

/** The spans since its start in which LAPOR! had it postponed. */
function describePauses({ run }: RunLife, { pauses }: Complaint, place: Place): string[] {
  const end = run.endedAt ?? Infinity;
  return readPauses(pauses)
    .filter(([from, to]) => from < end && (to ?? Infinity) > run.anchorAt)
    .map(
      ([from, to]) => `${shortMoment(place, from)} – ${to === null ? "sekarang" : shortMoment(place, to)}`,
    );
}

function describeState(life: RunLife, { now }: Life): string {
  const { run, calendar } = life;
  if (run.state === "ended")
    return `berakhir ${formatInstant(calendar, run.endedAt ?? run.anchorAt)}: ${describeEnd(run.clock, run.reason)}${describeLateness(life, run.endedAt ?? now)}`;
  return `${describeOpenState(life)}${describeLateness(life, now)}`;
}

function describeOpenState(life: RunLife): string {
  const { run, steps } = life;
  if (run.state === "paused") return "ditunda: laporan ditunda di LAPOR!";
  if (run.state === "running") return "berjalan";
  const entries = [...steps.flatMap(({ log }) => log), ...life.log];
  const why = entries.findLast(({ event, detail }) => event === "held" && detail["reason"] === run.reason);
  return `ditahan: ${describeHold({ reason: run.reason ?? "", step: run.nextStep, why: why ? textOf(why.detail, "why") : "" }, life)}`;
}

function describeLateness({ deadline, calendar }: RunLife, at: Instant): string {
  if (!deadline || at <= deadline.to) return "";
  const days = withoutMissingYear(() => workingDaysBetween(calendar, deadline.to, at)) ?? 0;
  return `, lewat batas ${days < 1 ? "kurang dari 1 hari kerja" : `${days} hari kerja`}`;
}
