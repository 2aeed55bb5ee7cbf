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
  const name = names[post] ?? post;
  return unit && (post === "admin" || post === "sekretaris") ? `${name} ${unit.name}` : name;
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
