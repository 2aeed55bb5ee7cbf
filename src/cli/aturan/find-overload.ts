import type { Db } from "../../../db/open.ts";
import { addCalendarDays, localDate, startOfDate } from "../../calendar/arithmetic.ts";
import type { Calendar, Instant } from "../../calendar/contract.ts";
import type { People } from "../../people/contract.ts";
import type { RuleDraft } from "../../rules/draft.ts";
import { saveRule } from "../../rules/store.ts";
import { openShadowBook } from "../../simulation/book.ts";
import { listMessages, type SimulatedMessage } from "../../simulation/lines.ts";
import { readHistory } from "../../simulation/read-history.ts";
import { simulate } from "../../simulation/simulate.ts";
import type { Happening } from "../../simulation/timeline.ts";
import { countBy, lettersOf } from "../simulasi/figures.ts";

/** Nobody reads more than this a day. */
const mostADay = 6;
const lookBackDays = 90;
const mostNamed = 5;

interface Trial {
  readonly draft: RuleDraft;
  readonly calendar: Calendar;
  readonly now: Instant;
  readonly people: People;
  /** Counts the happenings that were played, of both plays. */
  readonly onProgress: (done: number, total: number) => void;
}

/**
 * Plays the last three months under the proposed rule: who would get too much on one day? What the change makes worse stands
 * apart from what is so today. One sentence each, or none.
 */
export function findOverload(db: Db, { draft, calendar, now, people, onProgress }: Trial): string[] {
  const from = startOfDate(calendar, addCalendarDays(localDate(calendar, now), -lookBackDays));
  const happenings = sinceThen(readHistory(db.sql), from);
  if (happenings.length === 0) return [];
  const count = (rules: readonly RuleDraft[], done: number) => {
    const progress = (more: number) => onProgress(done + more, 2 * happenings.length);
    return countBusiestDays(play(db, { happenings, rules, from, now, onProgress: progress }), people);
  };
  const busy = [...count([draft], 0)].filter(([, most]) => most > mostADay);
  if (busy.length === 0) {
    onProgress(1, 1);
    return [];
  }
  const today = count([], happenings.length);
  const burdens = busy
    .map(([key, most]) => ({ name: nameOf(key), most, today: today.get(key) ?? 0 }))
    .sort((a, b) => b.most - a.most);
  const worse = burdens.filter(({ most, today }) => most > today);
  const asToday = burdens.filter(({ most, today }) => most <= today);
  const span = `dihitung dari ${lookBackDays} hari terakhir`;
  return [
    ...listBurdens(worse).map(
      (list) =>
        `Lebih dari ${mostADay} pesan sehari karena perubahan ini, ${span}: ${list}.${adviseDigest(draft)}`,
    ),
    ...listBurdens(asToday).map(
      (list) =>
        `Lebih dari ${mostADay} pesan sehari, juga tanpa perubahan ini, ${span}: ${list}.${adviseDigest(draft)}`,
    ),
  ];
}

/** Without complaints that were known before: a simulation plays them as backlog, so nobody hears of them. */
function sinceThen(happenings: readonly Happening[], from: Instant): Happening[] {
  const old = new Set(happenings.filter(({ at }) => at < from).map(({ update }) => update.trackingId));
  return happenings.filter(({ update }) => !old.has(update.trackingId));
}

interface Burden {
  readonly name: string;
  readonly most: number;
  readonly today: number;
}

/** "Joko 8 (sekarang 4), Ani 7, dan 2 orang lain"; none for none. */
function listBurdens(burdens: readonly Burden[]): string[] {
  if (burdens.length === 0) return [];
  const named = burdens
    .slice(0, mostNamed)
    .map(({ name, most, today }) => `${name} ${most}${most === today ? "" : ` (sekarang ${today})`}`);
  const rest = burdens.length > mostNamed ? `, dan ${burdens.length - mostNamed} orang lain` : "";
  return [`${named.join(", ")}${rest}`];
}

/** A digest has no reminders. */
function adviseDigest({ steps }: RuleDraft): string {
  const single = steps.filter(({ deliver }) => deliver === "each");
  if (single.length === 0) return "";
  const reminders = single.some(({ remind }) => remind !== null)
    ? " (jenjang yang mengingatkan: bersama --tanpa-pengingat)"
    : "";
  return ` Pertimbangkan --kirim ringkasan${reminders}.`;
}

interface Play {
  readonly happenings: readonly Happening[];
  readonly rules: readonly RuleDraft[];
  readonly from: Instant;
  readonly now: Instant;
  readonly onProgress: (done: number) => void;
}

function play(db: Db, { happenings, rules, from, now, onProgress }: Play): SimulatedMessage[] {
  const shadow = openShadowBook(db.path);
  try {
    for (const rule of rules) saveRule(shadow.sql, rule, now);
    simulate({ db: shadow, happenings, from, to: now, onProgress });
    return listMessages(shadow, from, now);
  } finally {
    shadow.close();
  }
}

/** The most letters on one day, by person: one who holds two posts reads those of both. */
function countBusiestDays(messages: readonly SimulatedMessage[], people: People): Map<string, number> {
  const owners = ownersOf(people);
  const byPerson = Map.groupBy(
    messages,
    ({ person, to }) => owners.get(`${person}\n${to}`) ?? `${person}\n${to}`,
  );
  return new Map(
    [...byPerson].map(([key, own]) => [
      key,
      Math.max(...countBy(lettersOf(own), ({ at }) => at.slice(0, 10)).values()),
    ]),
  );
}

/** Who reads at an address: the same name with the same addresses is one person, whatever the post. */
function ownersOf({ holdersByPost }: People): Map<string, string> {
  const holders = [...holdersByPost.values()].flat();
  return new Map(
    holders.flatMap(({ name, wa, email }) =>
      [wa, email].flatMap((to) =>
        to === null ? [] : ([[`${name}\n${to}`, `${name}\n${wa}\n${email}`]] as const),
      ),
    ),
  );
}

function nameOf(key: string): string {
  return key.split("\n")[0] ?? key;
}
