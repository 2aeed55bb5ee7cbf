import type { AlarmView } from "./contract.ts";
import { addressReader } from "./reader.ts";
import { type Tame, tameForMail } from "./tame.ts";

const causeLength = 300;
const shortLength = 15;

/** What the templates of alarm/ are given as `it`. */
export function layOutAlarm(view: AlarmView, tame: Tame) {
  const causes = view.causes.map(({ text, since }) => ({
    text: tame(text, causeLength),
    since: tame(since, 60),
  }));
  const cleared = view.cleared.map((text) => tame(text, causeLength));
  const heading =
    causes.length > 0 ? `${causes.length} hal perlu diperbaiki` : `${cleared.length} hal sudah teratasi`;
  return {
    subject: `[SIAGA] ${nameOnly(view) ?? heading}`,
    heading,
    ...addressReader(view.person, null, tame, heading),
    causes,
    cleared,
    firstCauses: causes.slice(0, shortLength),
    firstCleared: cleared.slice(0, shortLength),
    moreCauses: causes.length - shortLength,
    moreCleared: cleared.length - shortLength,
  };
}

const subjectLength = 70;

/** What it is about, where it is about one thing: three letters must not have one subject. */
function nameOnly({ causes, cleared }: AlarmView): string | null {
  const [only, ...others] = [
    ...causes.map(({ text }) => text),
    ...cleared.map((text) => `Sudah teratasi: ${text}`),
  ];
  if (only === undefined || others.length > 0) return null;
  const [sentence = only] = only.split(/(?<=[.?])\s/u);
  return tameForMail(sentence.replace(/\.$/u, ""), subjectLength);
}
