import { addDuration, moveIntoWindow, officeSecondsBetween } from "../calendar/arithmetic.ts";
import type { Instant } from "../calendar/contract.ts";
import { formatInstant } from "../calendar/format.ts";
import { MissingYearError } from "../calendar/missing-year.ts";
import type { RuleDraft } from "./draft.ts";
import { type Played, playSteps, type Trial } from "./play-steps.ts";

/** Less office time than this is no chance to act: half a working day. */
const leastChance = 4 * 3600;

/** Those who should hear of a complaint only when somebody below them did nothing. */
const heads: ReadonlySet<string> = new Set(["kepala", "kepala_daerah", "kepala_kominfo"]);

/** Where the timing of a rule is unfair or pointless; one Indonesian sentence each. */
export function findHaste(rule: RuleDraft, trial: Trial): string[] {
  try {
    const played = playSteps(rule, trial);
    return [
      ...findFirstHead(rule),
      ...rule.steps.flatMap((_, index) => [
        ...findHurried(rule, index, { played, trial }),
        ...findWaiting(rule, index, trial),
        ...findLostReminders(rule, index, { played, trial }),
      ]),
    ];
  } catch (error) {
    if (error instanceof MissingYearError) return [error.message];
    throw error;
  }
}

function findFirstHead({ steps: [first] }: RuleDraft): string[] {
  return first && heads.has(first.post)
    ? [`Jenjang 1 langsung kepada ${first.post}: tidak ada yang di bawahnya diberi tahu lebih dahulu.`]
    : [];
}

interface Evidence {
  readonly played: readonly Played[];
  readonly trial: Trial;
}

/** The head would be told before those below could act. */
function findHurried(
  { steps }: RuleDraft,
  index: number,
  { played, trial: { calendar } }: Evidence,
): string[] {
  const [below, step] = [steps[index - 1], steps[index]];
  if (!below || !step) return [];
  const worst = played
    .map(({ anchorAt, toldAt }) => {
      const [lower = 0, upper = 0] = toldAt.slice(index - 1);
      return { anchorAt, lower, upper, chance: officeSecondsBetween(calendar, lower, upper) };
    })
    .reduce((a, b) => (b.chance < a.chance ? b : a));
  if (worst.chance >= leastChance) return [];
  const at = (t: Instant) => formatInstant(calendar, t);
  return [
    `Jenjang ${index + 1} (${step.post}) dapat diberi tahu sebelum ${below.post} sempat bertindak: untuk laporan yang mulai ${at(worst.anchorAt)}, ${below.post} diberi tahu ${at(worst.lower)} dan ${step.post} ${at(worst.upper)}, hanya ${officeHours(worst.chance)} jam kerja sesudahnya. Perpanjang --setelah atau --jeda.`,
  ];
}

function officeHours(seconds: number): string {
  return (Math.floor(seconds / 360) / 10).toString().replace(".", ",");
}

/** Written earlier than the gap allows. */
function findWaiting({ steps, gap }: RuleDraft, index: number, { calendar, from }: Trial): string[] {
  const [below, step] = [steps[index - 1], steps[index]];
  if (!below || !step) return [];
  const own = addDuration(calendar, from, step.after);
  const belowAt = addDuration(calendar, from, below.after);
  return belowAt <= own && own < addDuration(calendar, belowAt, gap)
    ? [
        `Jenjang ${index + 1} (${step.post}) ditulis ${step.after.text}, tetapi selalu menunggu jeda ${gap.text} sesudah ${below.post} diberi tahu.`,
      ]
    : [];
}

/** Reminders stop when the next step falls due. */
function findLostReminders(
  { steps }: RuleDraft,
  index: number,
  { played, trial: { calendar } }: Evidence,
): string[] {
  const [step, next] = [steps[index], steps[index + 1]];
  if (!step?.remind || !next) return [];
  const { every, max } = step.remind;
  const most = Math.max(
    ...played.map(({ toldAt }) => {
      const [told = 0, stop = 0] = toldAt.slice(index);
      let count = 0;
      for (let last = told; count < max; count++) {
        last = moveIntoWindow(calendar, addDuration(calendar, last, every), step.window);
        if (last >= stop) break;
      }
      return count;
    }),
  );
  return most < max
    ? [
        `Jenjang ${index + 1} (${step.post}): ${most === 0 ? "pengingatnya" : `pengingat ke-${most + 1} dan seterusnya`} tidak pernah terkirim, karena jenjang ${index + 2} lebih dahulu jatuh tempo.`,
      ]
    : [];
}
