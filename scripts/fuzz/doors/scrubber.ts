import { scrub } from "../../../src/complaints/scrub.ts";
import type { Chance } from "../chance.ts";
import type { Door, Fault } from "../contract.ts";
import { mutateText, oddity } from "../mutate.ts";
import { findLeaks, secrets } from "../secrets.ts";

/** Any text at all: it comes back, soon, without what it hides, and once scrubbed it stays as it is. */
export const scrubberDoor: Door = {
  name: "scrubber",
  open: async () => ({
    async tryOne(chance) {
      const text = textByChance(chance);
      const once = scrub(text);
      const faults: Fault[] = [
        ...findLeaks(once, "the scrubbed text"),
        ...(scrub(once) === once
          ? []
          : [{ trouble: "half done" as const, what: JSON.stringify([text, once]).slice(0, 800) }]),
        ...(chance.isOne(0.02) ? judgeTime(text) : []),
      ];
      return { verdict: once === text ? "accepted" : "refused", faults };
    },
    finish: async () => [],
  }),
};

const pieces = [
  ...secrets,
  "0812-3456-7890",
  "6304.0517.0890.0001",
  "DA 1234 XY",
  "4111 1111 1111 1111",
  "budi [at] gmail [dot] com",
  "nol delapan satu dua",
  "Rp1.500.000",
  "16-11-2026",
  " at ",
  "@",
  "08",
  "-",
  ".",
  "(",
  "nik ",
];

function textByChance(chance: Chance): string {
  let text = "";
  for (let times = 1 + chance.below(12); times > 0; times--)
    text += chance.isOne(0.2) ? oddity(chance) : chance.pick(pieces) + chance.pick(["", " ", "x", "\n"]);
  return chance.isOne(0.5) ? mutateText(text, chance) : text;
}

/** Linear: sixteen times the text takes no more than sixty times as long. A busy moment of the machine is no fault. */
function judgeTime(text: string): Fault[] {
  const unit = text.slice(0, 400) || "a";
  const timeOf = (length: number) => fastest(unit.repeat(Math.ceil(length / unit.length)));
  const isSlow = () => timeOf(320_000) > Math.max(timeOf(20_000), 0.5) * 60;
  const isSlowAgain = isSlow() && isSlow() && isSlow();
  return isSlowAgain ? [{ trouble: "lost", what: `more than linear: ${JSON.stringify(unit)}` }] : [];
}

/** Milliseconds of the processor: a busy machine does not count. */
function fastest(text: string): number {
  const times = Array.from({ length: 3 }, () => {
    const start = process.cpuUsage();
    scrub(text);
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  });
  return Math.min(...times);
}
