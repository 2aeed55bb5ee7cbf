import type { LocalDate } from "../calendar/contract.ts";
import type { Holder, People, Unit } from "./contract.ts";
import { postKey } from "./post-key.ts";

/** A post and the unit that has it, which may be an ancestor of the one asked for. */
export interface FoundPost {
  readonly unit: Unit;
  /** Everyone ever entered in it; see currentHolders. */
  readonly holders: readonly Holder[];
}

/**
 * The post of a unit, else of its parent, and so on; of the root where no unit is named yet (null). A post that exists
 * but is vacant is found all the same: it never climbs (escalation.md section 4).
 */
export function findPost(people: People, unitId: number | null, post: string): FoundPost | null {
  let unit = unitId === null ? people.root : (people.units.get(unitId) ?? null);
  while (unit !== null) {
    const holders = people.holdersByPost.get(postKey(unit.id, post));
    if (holders !== undefined) return { unit, holders };
    unit = unit.parentId === null ? null : (people.units.get(unit.parentId) ?? null);
  }
  return null;
}

/** Who holds a post of this very unit on a local date: definitif, Plt, Plh, Pj and Pjs alike, in order of id. */
export function currentHolders(
  people: People,
  unitId: number,
  post: string,
  date: LocalDate,
): readonly Holder[] {
  return (people.holdersByPost.get(postKey(unitId, post)) ?? []).filter((holder) => isCurrent(holder, date));
}

/** Everyone who today can be known by this WhatsApp number (E.164 with +) or mailbox (lower case): one person may hold several posts. */
export function holdersAt(
  people: People,
  channel: "wa" | "email",
  address: string,
  date: LocalDate,
): readonly Holder[] {
  return [...people.holdersByPost.values()]
    .flat()
    .filter((holder) => holder[channel] === address && isCurrent(holder, date));
}

/** From and to are both included; who said PINDAH holds the post no more. */
export function isCurrent(holder: Pick<Holder, "from" | "to" | "leftAt">, date: LocalDate): boolean {
  const { from, to, leftAt } = holder;
  return leftAt === null && (from === null || from <= date) && (to === null || date <= to);
}
