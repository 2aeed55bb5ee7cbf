import type { ComplaintView } from "./contract.ts";
import { breakLinks, type Tame, tameUrl } from "./tame.ts";
import { deadlineWords, latenessOf, wordsOfClocks, workingDays } from "./words.ts";

/**
 * One complaint as templates may show it. Of a secret one (escalation.md, section 11) only the id and the deadline are
 * here at all, so no template can say more. Its link is left out too: LAPOR! puts titles into addresses.
 */
export interface ComplaintSheet {
  readonly id: string;
  readonly isSecret: boolean;
  readonly title: string | null;
  readonly unit: string | null;
  /** Kategori, OPD, Lokasi, Masuk di LAPOR!, Menunggu: those that are known. */
  readonly facts: readonly Fact[];
  readonly dueDate: string | null;
  /** Such as "terlewat 2 hari kerja"; null: not late. */
  readonly lateWords: string | null;
  /** The same as the beginning of a sentence. */
  readonly lateHeading: string | null;
  /** Both in one; null: neither is known. */
  readonly deadline: string | null;
  /** Such as "ditindaklanjuti". */
  readonly toBe: string;
  /** Nothing but just arrived: there is nothing to remark on yet. */
  readonly isNew: boolean;
  readonly url: string | null;
}

interface Fact {
  readonly label: string;
  readonly value: string;
}

/** As long as the longest names of offices. */
const factLength = 110;

export function describeComplaint(view: ComplaintView, tame: Tame): ComplaintSheet {
  const dueDate = orNull(tame(view.deadline ?? "", factLength));
  const lateWords = view.lateDays === null ? null : latenessOf(view.lateDays);
  const outline = {
    id: tame(view.trackingId, 20),
    dueDate,
    lateWords,
    lateHeading: lateWords && lateWords.charAt(0).toUpperCase() + lateWords.slice(1),
    deadline: deadlineWords(dueDate, lateWords),
  };
  if (view.isSecret) return { ...outline, ...nothingElse };
  return {
    ...outline,
    isSecret: false,
    title: orNull(tame(breakLinks(view.title ?? ""))),
    unit: orNull(tame(view.unitName ?? "", factLength)),
    facts: listFacts(view, tame),
    toBe: wordsOfClocks([view.clockName]).toBe,
    isNew: view.ageDays < 1 && view.lateDays === null,
    url: tameUrl(view.url),
  };
}

const nothingElse = {
  isSecret: true,
  title: null,
  unit: null,
  facts: [],
  toBe: "",
  isNew: false,
  url: null,
} as const;

function listFacts(view: ComplaintView, tame: Tame): Fact[] {
  const known: readonly (readonly [string, string | null])[] = [
    ["Kategori", view.category],
    ["OPD", view.unitName],
    ["Lokasi", view.locationName],
    ["Masuk di LAPOR!", view.reportedOn],
    ["Menunggu", describeWait(view)],
  ];
  return known
    .map(([label, value]) => ({ label, value: tame(value ?? "", factLength) }))
    .filter(({ value }) => value !== "");
}

/** "3 hari kerja", or "3 hari kerja sejak diteruskan ke OPD 22 Nov 2026" where that is not the day it came in. */
function describeWait({ ageDays, waitsSince }: ComplaintView): string {
  return `${workingDays(ageDays)}${waitsSince === null ? "" : ` sejak ${waitsSince}`}`;
}

function orNull(text: string): string | null {
  return text === "" ? null : text;
}
