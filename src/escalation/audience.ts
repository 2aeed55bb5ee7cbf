import type { LocalDate } from "../calendar/contract.ts";
import type { Holder, People, Unit } from "../people/contract.ts";
import { currentHolders, findPost } from "../people/lookup.ts";
import type { StepChannels } from "../rules/contract.ts";
import type { Doors } from "./contract.ts";

export interface Reach {
  readonly holder: Holder;
  readonly channel: "wa" | "email";
  /** What takes over if `channel` refuses for good. */
  readonly fallback: "wa" | "email" | null;
}

/** Whom a step tells today: the post's own holders, else the unit's sekretaris, else nobody. */
export interface Audience {
  readonly unit: Unit;
  readonly post: string;
  readonly reaches: readonly Reach[];
}

export interface AudienceQuestion {
  readonly people: People;
  /** The complaint's unit; null before disposition. */
  readonly unitId: number | null;
  readonly post: string;
  readonly channels: StepChannels;
  readonly date: LocalDate;
  readonly doors: Doors;
  readonly refused: ReadonlySet<string>;
}

/** null: no unit up to the root has this post at all. */
export function findAudience(question: AudienceQuestion): Audience | null {
  const found = findPost(question.people, question.unitId, question.post);
  if (!found) return null;
  for (const post of [question.post, "sekretaris"]) {
    const holders = currentHolders(question.people, found.unit.id, post, question.date);
    const reaches = holders.flatMap((holder) => reachesOf(holder, question));
    if (reaches.length > 0) return { unit: found.unit, post, reaches };
  }
  return { unit: found.unit, post: question.post, reaches: [] };
}

/** The channels of a step in its order: all of them, or the first that works. */
const plans: Record<StepChannels, { readonly order: readonly Reach["channel"][]; readonly isAll: boolean }> =
  {
    wa: { order: ["wa"], isAll: true },
    email: { order: ["email"], isAll: true },
    "wa+email": { order: ["wa", "email"], isAll: true },
    "email+wa": { order: ["email", "wa"], isAll: true },
    "wa>email": { order: ["wa", "email"], isAll: false },
    "email>wa": { order: ["email", "wa"], isAll: false },
  };

function reachesOf(holder: Holder, { channels, doors, refused }: AudienceQuestion): Reach[] {
  const { order, isAll } = plans[channels];
  const usable = order.filter(
    (channel) =>
      isUsable(holder, channel, doors) &&
      (refused.size === 0 || !refused.has(`${holder.id}/${channel}/${holder[channel] ?? ""}`)),
  );
  if (isAll) return usable.map((channel) => ({ holder, channel, fallback: null }));
  const [chosen, spare] = usable;
  return chosen ? [{ holder, channel: chosen, fallback: spare ?? null }] : [];
}

function isUsable(holder: Holder, channel: "wa" | "email", doors: Doors): boolean {
  if (channel === "wa" && (holder.wa === null || holder.waStopped)) return false;
  if (channel === "wa") return doors.isTrial || (doors.wa && holder.waUsable);
  return holder.email !== null && (doors.isTrial || doors.email) && holder.emailUsable;
}
