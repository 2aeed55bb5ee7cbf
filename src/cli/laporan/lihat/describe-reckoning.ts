import { describePost } from "../../../escalation/words.ts";
import type { Step } from "../../../rules/contract.ts";
import type { Reckoning, RunLife } from "./contract.ts";
import { describeSpan, type Place, shortMoment } from "./moments.ts";

export interface Reckoned {
  /** Of the step, from 1. */
  readonly number: number;
  readonly reckoning: Reckoning;
}

/** Each thing that decided when a step falls due, in the order in which it was counted. */
export function describeReckoning(life: RunLife, place: Place, { number, reckoning }: Reckoned): string[] {
  const { after, gap, notBefore, isMoved, due, fireAt } = reckoning;
  const step = life.rule.steps[number - 1];
  const isDigest = step?.deliver === "digest";
  const isPart = gap !== null || notBefore !== null || isMoved || isDigest;
  const lines = [describeSpan(place, after, { isPart })];
  if (notBefore !== null)
    lines.push(`tidak sebelum ${shortMoment(place, notBefore)}: satu jam kerja sesudah perubahan`);
  if (gap)
    lines.push(
      `jeda ${describeSpan(place, gap, { since: describeTold(life, number - 1), isPart: isMoved || isDigest })}`,
    );
  if (step && isMoved) lines.push(`digeser ke ${shortMoment(place, due)}, ${describeOpening(step)}`);
  if (isDigest) lines.push(`masuk ringkasan ${shortMoment(place, fireAt)} (hari kerja pukul 08.00)`);
  return lines;
}

/** From when the gap before the next level counts. */
function describeTold({ rule, unit, steps }: RunLife, number: number): string {
  const post = describePost(rule.steps[number - 1]?.post ?? "", unit);
  return steps[number - 1]?.state === "unreachable"
    ? `${post} dinyatakan tanpa kontak`
    : `${post} diberi tahu`;
}

function describeOpening({ window, windowText }: Step): string {
  return window.kind === "officeTime" ? "karena hanya pada jam kerja" : `karena hanya pukul ${windowText}`;
}
