import { chanceOf } from "./chance.ts";
import { type Door, type Fault, type Place, type Trial, troubles } from "./contract.ts";

export interface Budget {
  readonly seed: string;
  /** Milliseconds a door. */
  readonly perDoor: number;
  /** Inputs a door at most. */
  readonly most: number;
  /** Number of the first input, to try one again. */
  readonly from: number;
}

/** A fault and the input that brought it: the same seed and number bring it again. */
interface Found extends Fault {
  readonly number: number;
}

export interface Figures {
  readonly door: string;
  inputs: number;
  accepted: number;
  refused: number;
  readonly found: Found[];
}

/** A fresh place after so many inputs: a book that grows makes every look at it slower. */
const placeLasts = 150;

/** Tries one door until its time or its inputs are used up. */
export async function tryDoor(door: Door, budget: Budget): Promise<Figures> {
  const figures: Figures = { door: door.name, inputs: 0, accepted: 0, refused: 0, found: [] };
  const until = performance.now() + budget.perDoor;
  const isLeft = () => figures.inputs < budget.most && (figures.inputs === 0 || performance.now() < until);
  while (isLeft()) {
    const place = await door.open();
    const first = figures.inputs;
    while (isLeft() && figures.inputs - first < placeLasts) await tryNext(place, figures, budget);
    note(figures, budget.from + figures.inputs - 1, await place.finish());
  }
  return figures;
}

async function tryNext(place: Place, figures: Figures, { seed, from }: Budget): Promise<void> {
  const number = from + figures.inputs;
  figures.inputs++;
  const stray: Fault[] = [];
  const catchStray = (error: unknown) =>
    void stray.push({ trouble: "crashed", what: `not awaited: ${describe(error)}` });
  process.on("unhandledRejection", catchStray);
  try {
    const trial = await tryPatiently(place, `${seed}/${figures.door}/${number}`);
    figures[trial.verdict]++;
    note(figures, number, [...trial.faults, ...stray]);
  } catch (error) {
    note(figures, number, [{ trouble: "crashed", what: describe(error) }, ...stray]);
  } finally {
    process.off("unhandledRejection", catchStray);
  }
}

/** An input to which nothing answers is lost. */
const patience = 20_000;

async function tryPatiently(place: Place, seed: string): Promise<Trial> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<Trial>((resolve) => {
    const lost = { trouble: "lost" as const, what: "no answer" };
    timer = setTimeout(() => resolve({ verdict: "refused", faults: [lost] }), patience);
  });
  try {
    return await Promise.race([place.tryOne(chanceOf(seed)), silence]);
  } finally {
    clearTimeout(timer);
  }
}

function note({ found }: Figures, number: number, faults: readonly Fault[]): void {
  for (const fault of faults) found.push({ ...fault, number });
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** One line a door: what went in, and how often something was wrong. */
export function renderFigures(all: readonly Figures[]): string {
  const rows = [
    ["door", "inputs", "accepted", "refused", ...troubles],
    ...all.map(({ door, inputs, accepted, refused, found }) => [
      door,
      ...[inputs, accepted, refused].map(String),
      ...troubles.map((kind) => String(found.filter(({ trouble }) => trouble === kind).length)),
    ]),
  ];
  const width = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  return rows
    .map((row) =>
      row.map((cell, at) => (at === 0 ? cell.padEnd(width(at)) : cell.padStart(width(at)))).join("  "),
    )
    .join("\n");
}
