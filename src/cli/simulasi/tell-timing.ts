import { whole } from "../shared/print.ts";
import type { LevelPair } from "./comparison.ts";
import type { MovedTally, Tally } from "./timing.ts";

/**
 * What a proposal does to one level: "Kepala OPD: 48 pemberitahuan, semuanya lebih awal, biasanya 1 hari kerja",
 * "Admin OPD: 112 pemberitahuan, semuanya tetap; 42 pengingat tidak jadi karena jenjang di atasnya sudah diberi tahu".
 */
export function tellTiming({ name, timing }: Pick<LevelPair, "name" | "timing">): string {
  const { same, earlier, later, added, dropped, rerouted, spared } = timing;
  const told = merge([same, earlier, later, added, rerouted]);
  const ways = [
    { count: earlier.count, words: "lebih awal", usual: usually(earlier) },
    { count: later.count, words: "lebih lambat", usual: usually(later) },
    { count: added.count, words: "baru", usual: "" },
    { count: rerouted.count, words: "lewat saluran lain", usual: "" },
    { count: same.count, words: "tetap", usual: "" },
  ].filter(({ count }) => count > 0);
  const [only, ...others] = ways;
  const list = ways
    .map(({ count, words, usual }) => `${whole(count)} ${words}${usual && ` (${usual})`}`)
    .join(", ");
  const all = only && `, ${told.count > 1 ? "semuanya " : ""}${only.words}${only.usual && `, ${only.usual}`}`;
  const coming = others.length > 0 ? `: ${list}` : (all ?? "");
  const gone = dropped.count === 0 ? "" : `; ${tellDropped(dropped, timing.overtaken)}`;
  const less =
    spared.count === 0
      ? ""
      : `; ${whole(spared.count)} pemberitahuan kepada orang yang tetap diberi tahu lewat saluran lain tidak jadi`;
  return `${name}: ${whole(told.count)} ${nounOf(told)}${coming}${gone}${less}`;
}

function usually({ usual, count }: MovedTally): string {
  if (usual === null) return "";
  return count === 1 ? usual.text : `biasanya ${usual.text}`;
}

function tellDropped({ count, kinds }: Tally, overtaken: number): string {
  const words = [...Map.groupBy(Object.entries(kinds), ([kind]) => nouns[kind] ?? "pemberitahuan")].map(
    ([noun, own]) => `${whole(own.reduce((sum, [, number]) => sum + number, 0))} ${noun}`,
  );
  const why = "karena jenjang di atasnya sudah diberi tahu";
  const reason = overtaken === count ? ` ${why}` : ` (${whole(overtaken)} pengingat ${why})`;
  return `${words.join(" dan ")} tidak jadi${overtaken === 0 ? "" : reason}`;
}

/** Here each counts, elsewhere a digest or a burst is one message: so they have names of their own. */
function nounOf({ kinds }: Tally): string {
  const digests = kinds["digest"] ?? 0;
  if (digests === 0) return "pemberitahuan";
  const isOnly = Object.keys(kinds).length === 1;
  return isOnly ? "baris ringkasan" : "pemberitahuan dan baris ringkasan";
}

const nouns: Record<string, string> = {
  reminder: "pengingat",
  digest: "baris ringkasan",
  alarm: "peringatan",
};

function merge(tallies: readonly Tally[]): Tally {
  const kinds: Record<string, number> = {};
  for (const tally of tallies)
    for (const [kind, count] of Object.entries(tally.kinds)) kinds[kind] = (kinds[kind] ?? 0) + count;
  return { count: tallies.reduce((sum, { count }) => sum + count, 0), kinds };
}
