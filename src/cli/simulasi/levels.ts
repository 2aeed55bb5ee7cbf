import { describePost } from "../../escalation/words.ts";
import type { Unit } from "../../people/contract.ts";
import type { SimulatedMessage } from "../../simulation/lines.ts";
import { lettersOf } from "./figures.ts";

/** What the people of one level would get. */
export interface Level {
  readonly post: string;
  /** As officials say it: "Kepala OPD", "Bupati". */
  readonly name: string;
  readonly people: number;
  /** Counted in letters (`lettersOf`). */
  readonly messages: number;
  readonly complaints: number;
  readonly perWeek: number;
  /** What one of its people gets a week, on average. */
  readonly eachPerWeek: number;
}

export interface Measure {
  /** Over which averages are counted. */
  readonly weeks: number;
  /** The Pemda itself: how its head is addressed. */
  readonly root: Unit | null;
}

/** From those who answer up to the regional head, as a complaint climbs. */
const climb = ["kominfo", "kepala_kominfo", "admin", "sekretaris", "kepala", "inspektorat", "kepala_daerah"];

const names: Record<string, string> = {
  kominfo: "Admin Kominfo",
  kepala_kominfo: "Kepala Dinas Kominfo",
  admin: "Admin OPD",
  sekretaris: "Sekretaris",
  kepala: "Kepala OPD",
  inspektorat: "Inspektorat",
};

/** Every level that gets anything, from the lowest up. */
export function countLevels(messages: readonly SimulatedMessage[], { weeks, root }: Measure): Level[] {
  return [...Map.groupBy(messages, ({ post }) => post)]
    .map(([post, own]) => {
      const people = new Set(own.map(({ unit, person }) => `${unit}\n${person}`)).size;
      const letters = lettersOf(own).length;
      return {
        post,
        name: nameLevel(post, root),
        people,
        messages: letters,
        complaints: new Set(own.map(({ trackingId }) => trackingId)).size,
        perWeek: letters / weeks,
        eachPerWeek: letters / weeks / people,
      };
    })
    .sort((a, b) => rankOf(a.post) - rankOf(b.post) || (a.post < b.post ? -1 : 1));
}

/** A post as officials say it of no unit in particular. */
export function nameLevel(post: string, root: Unit | null): string {
  if (post === "kepala_daerah") return root?.sebutan ?? "Kepala Daerah";
  return names[post] ?? describePost(post, null);
}

/** Posts that the Pemda added itself come after those who answer, before the heads. */
function rankOf(post: string): number {
  const rank = climb.indexOf(post);
  return rank === -1 ? climb.indexOf("sekretaris") : rank;
}
