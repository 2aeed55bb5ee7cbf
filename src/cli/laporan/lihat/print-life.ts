import type { Unit } from "../../../people/contract.ts";
import { wrap } from "../../shared/wrap.ts";
import type { Life, RunLife } from "./contract.ts";
import { describeHistory } from "./history.ts";
import { describeHead } from "./print-head.ts";
import { describeRun } from "./print-run.ts";
import { clockNames, describeUnstarted } from "./words.ts";

/** The whole life as lines for people, no wider than the page. */
export function describeLife(life: Life, unitOf: (id: number | null) => Unit | null): string[] {
  return [
    ...describeHead(life),
    "",
    ...describeHistory(life),
    ...life.runs.flatMap((run: RunLife) => ["", ...describeRun(life, run, unitOf)]),
    ...describeUnstartedClocks(life),
  ];
}

/** Clocks that never ran, and why; one line for all where the complaint itself is why. */
function describeUnstartedClocks({ complaint, unstarted }: Life): string[] {
  const reasons = Map.groupBy(unstarted, ({ why }) => why);
  return [...reasons.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const names = group.map(({ clock }) => clockNames[clock]).join(", ");
    return ["", ...wrap(describeUnstarted(first, complaint), `${names} – tidak berjalan: `)];
  });
}
