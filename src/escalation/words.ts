import type { Unit } from "../people/contract.ts";

const names: Record<string, string> = {
  admin: "Admin",
  sekretaris: "Sekretaris",
  kominfo: "Admin Kominfo",
  kepala_kominfo: "Kepala Dinas Kominfo",
  kepala_daerah: "Kepala Daerah",
  inspektorat: "Inspektorat",
};

/** A post as people say it, such as "Kepala Dinas Perhubungan" or "Admin Dinas Perhubungan". */
export function describePost(post: string, unit: Unit | null): string {
  if (post === "kepala") return headOf(unit);
  // Bupati, Wali Kota, Gubernur: how the head of the root, the Pemda itself, is addressed
  if (post === "kepala_daerah" && unit?.parentId === null && unit.sebutan !== null) return unit.sebutan;
  const isOfAnyUnit = post === "admin" || post === "sekretaris" || !(post in names);
  return [sayPost(post), isOfAnyUnit && post !== "" ? unit?.name : ""].filter(Boolean).join(" ");
}

/** The same for a list that names the office above it: "Camat", "Kepala Dinas", "admin". */
export function describePostBriefly(post: string, unit: Unit | null, root: Unit | null): string {
  if (post === "kepala") return unit?.sebutan ?? "Kepala";
  if (post === "kepala_daerah") return root?.sebutan ?? "Kepala Daerah";
  return post === "admin" || post === "sekretaris" ? post : sayPost(post);
}

/** A post that the Pemda added itself, such as "kepala_bidang", is "Kepala Bidang": no code name reaches an official. */
function sayPost(post: string): string {
  return names[post] ?? post.replaceAll("_", " ").replaceAll(/\b[a-z]/gu, (letter) => letter.toUpperCase());
}

/** "Kepala Dinas" + "Dinas Perhubungan" is said once: "Kepala Dinas Perhubungan". */
function headOf(unit: Unit | null): string {
  if (!unit) return "Kepala OPD";
  const title = unit.sebutan ?? "Kepala";
  const last = title.slice(title.lastIndexOf(" ") + 1);
  return unit.name.startsWith(`${last} `)
    ? `${title} ${unit.name.slice(last.length + 1)}`
    : `${title} ${unit.name}`;
}
