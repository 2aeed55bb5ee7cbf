import type { Match, Rule } from "./contract.ts";
import type { RuleDraft } from "./draft.ts";

/** Whether a post can be found before any disposition: then only those of the root unit are looked at. */
export interface RootPosts {
  readonly rootPosts: ReadonlySet<string>;
}

/** What of a rule, or of the others because of it, can never come about; one Indonesian sentence each. */
export function findUnreached(rule: RuleDraft, others: readonly Rule[], { rootPosts }: RootPosts): string[] {
  if (!rule.active) return ["Aturan ini mati: tidak ada jenjangnya yang dijalankan."];
  return [...findUnmatched(rule), ...findShadows(rule, others), ...findHomeless(rule, rootPosts)];
}

/** The verification clock stops when a unit is named. */
function findUnmatched({ clock, match }: RuleDraft): string[] {
  return clock === "verification" && match.unit !== undefined
    ? ["Aturan ini tidak pernah cocok: selama menunggu verifikasi laporan belum memiliki OPD (cocok: unit)."]
    : [];
}

/** For each clock the first matching rule wins, so what it covers never reaches those behind it. */
function findShadows(rule: RuleDraft, others: readonly Rule[]): string[] {
  const own = others.find(({ name }) => name === rule.name);
  const rivals = others.filter(
    ({ name, active, current }) => name !== rule.name && active && current.clock === rule.clock,
  );
  const isFirst = ({ order, id }: Rule) =>
    order < rule.order || (order === rule.order && (own === undefined || id < own.id));
  const above = rivals.find((rival) => isFirst(rival) && covers(rival.current.match, rule.match));
  if (above)
    return [
      `Aturan ini tidak pernah cocok, jadi tidak ada jenjangnya yang dijalankan: "${above.name}" dicocokkan lebih dahulu dan mencakup semua laporannya. ${above.order > 0 ? `Beri --urutan di bawah ${above.order}` : `Naikkan dahulu --urutan "${above.name}"`}.`,
    ];
  return rivals
    .filter((rival) => !isFirst(rival) && covers(rule.match, rival.current.match))
    .map(
      ({ name }) =>
        `Aturan "${name}" tidak akan pernah cocok lagi: aturan ini dicocokkan lebih dahulu dan mencakup semua laporannya.`,
    );
}

/** Whether every complaint that the narrow match takes is taken by the wide one too. */
function covers(wide: Match, narrow: Match): boolean {
  return Object.entries(wide).every(([key, allowed]: [string, readonly string[]]) => {
    const wanted = narrow[key as keyof Match];
    return wanted?.every((value) => allowed.some((each) => isSame(each, value))) ?? false;
  });
}

function isSame(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}

function findHomeless({ clock, steps }: RuleDraft, rootPosts: ReadonlySet<string>): string[] {
  if (clock !== "verification") return [];
  return steps.flatMap(({ post }, index) =>
    rootPosts.has(post)
      ? []
      : [
          `Jenjang ${index + 1} tidak pernah sampai: sebelum disposisi jabatan dicari pada Pemda sendiri, dan di sana tidak ada ${post}.`,
        ],
  );
}
