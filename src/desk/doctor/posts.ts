import type { LocalDate } from "../../calendar/contract.ts";
import { type Audience, findAudience } from "../../escalation/audience.ts";
import type { Office } from "../../escalation/contract.ts";
import { describePost } from "../../escalation/words.ts";
import type { Unit } from "../../people/contract.ts";
import { currentHolders, findPost } from "../../people/lookup.ts";
import type { Rule } from "../../rules/contract.ts";
import type { Finding } from "./contract.ts";
import { blocking, warning } from "./finding.ts";

/** Posts that active rules name: those that no unit has, and those that nobody can be reached in. escalation.md section 8. */
export function findPostFaults(office: Office, root: Unit, date: LocalDate): Finding[] {
  const needs = listNeeds(office, root);
  const missing = Map.groupBy(
    needs.filter(({ unit, post }) => findPost(office.people, unit.id, post) === null),
    ({ post }) => post,
  );
  return [
    ...findKominfoFault(office, root, date),
    ...[...missing].flatMap(([post, lacking]) => describeMissing(post, lacking, needs)),
    ...findVacancies(office, { root, needs, date }),
  ];
}

/** A post that some complaint of this unit would need. */
interface Need {
  readonly unit: Unit;
  readonly post: string;
}

function listNeeds({ rules, people }: Office, root: Unit): Need[] {
  const units = [...people.units.values()];
  return rules
    .filter(({ active }) => active)
    .flatMap((rule) => {
      const posts = new Set(rule.current.steps.map(({ post }) => post));
      return unitsOf(rule, units, root).flatMap((unit) => [...posts].map((post) => ({ unit, post })));
    });
}

/** Before disposition posts are looked for in the root unit; afterwards in the one that answers. */
export function unitsOf({ current }: Rule, units: readonly Unit[], root: Unit): readonly Unit[] {
  if (current.clock === "verification") return [root];
  const codes = current.match.unit?.map((code) => code.trim().toLowerCase());
  return units.filter(
    (unit) => unit.id !== root.id && (codes === undefined || codes.includes(unit.code.toLowerCase())),
  );
}

function findKominfoFault(office: Office, root: Unit, date: LocalDate): Finding[] {
  if (isReachable(askToday(office, root, "kominfo", date), "kominfo")) return [];
  return [
    blocking({
      cause: "no_kominfo",
      problem: "Belum ada kontak Kominfo yang dapat dihubungi.",
      remedy: `Jalankan: siaga kontak tambah ${root.code} kominfo "NAMA" --email ALAMAT`,
    }),
  ];
}

/** One line for a post that nobody has; else one for each unit without it. */
function describeMissing(post: string, lacking: readonly Need[], needs: readonly Need[]): Finding[] {
  const wanting = new Set(needs.filter((need) => need.post === post).map(({ unit }) => unit.id));
  const units = [...new Map(lacking.map(({ unit }) => [unit.id, unit])).values()];
  if (units.length > 1 && units.length === wanting.size)
    return [missingPost({ post, place: "*", code: "KODE", who: "belum ada satu OPD pun yang memilikinya" })];
  return units.map(({ code, name, parentId }) =>
    missingPost({
      post,
      place: code,
      code,
      who: `${name}${parentId === null ? "" : " dan induknya"} tidak memilikinya`,
    }),
  );
}

interface Missing {
  readonly post: string;
  /** In the cause. */
  readonly place: string;
  /** In the command. */
  readonly code: string;
  readonly who: string;
}

function missingPost({ post, place, code, who }: Missing): Finding {
  return warning({
    cause: `no_post:${place}:${post}`,
    problem: `Aturan aktif menyebut jabatan ${post}, tetapi ${who}.`,
    remedy: `Tambahkan: siaga jabatan tambah ${code} ${post}`,
  });
}

interface Vacancies {
  readonly root: Unit;
  readonly needs: readonly Need[];
  readonly date: LocalDate;
}

function findVacancies(office: Office, { root, needs, date }: Vacancies): Finding[] {
  const places = new Map<string, Need>();
  for (const { unit, post } of needs) {
    const found = findPost(office.people, unit.id, post);
    if (found) places.set(`${found.unit.id}/${post}`, { unit: found.unit, post });
  }
  return [...places.values()]
    .filter(({ unit, post }) => unit.id !== root.id || post !== "kominfo")
    .flatMap(({ unit, post }) => describeVacancy(office, { unit, post }, date));
}

function describeVacancy(office: Office, { unit, post }: Need, date: LocalDate): Finding[] {
  const audience = askToday(office, unit, post, date);
  if (isReachable(audience, post)) return [];
  const standsIn = (audience?.reaches.length ?? 0) > 0 ? "; sementara ini sekretaris yang diberi tahu" : "";
  const isHeld = currentHolders(office.people, unit.id, post, date).length > 0;
  return [
    warning({
      cause: `vacant:${unit.code}:${post}`,
      problem: `${describePost(post, unit)} belum punya kontak yang dapat dihubungi${standsIn}.`,
      remedy: isHeld
        ? `Lihat sebabnya: siaga periksa --siapa ${unit.code} --jabatan ${post}`
        : `Lengkapi: siaga kontak tambah ${unit.code} ${post} "NAMA" --email ALAMAT`,
    }),
  ];
}

/** Whom real sending would reach in this post on that day, by either channel. */
function askToday({ people, doors }: Office, unit: Unit, post: string, date: LocalDate): Audience | null {
  // While no door is open at all that alone is the fault; then only addresses are judged.
  const isShut = !doors.wa && !doors.email;
  return findAudience({
    people,
    unitId: unit.id,
    post,
    channels: "wa+email",
    date,
    doors: { wa: doors.wa || isShut, email: doors.email || isShut, isTrial: false },
    refused: new Set(),
  });
}

/** The unit's sekretaris may stand in; the post itself is vacant all the same. */
function isReachable(audience: Audience | null, post: string): boolean {
  return audience !== null && audience.post === post && audience.reaches.length > 0;
}
