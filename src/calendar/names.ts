/** Index 0 = Monday. */
export const dayNames = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"] as const;

/** Index 0 = January. */
export const monthNames = [
  "Januari",
  "Februari",
  "Maret",
  "April",
  "Mei",
  "Juni",
  "Juli",
  "Agustus",
  "September",
  "Oktober",
  "November",
  "Desember",
] as const;

export const holidayKindNames = {
  libur_nasional: "libur nasional",
  cuti_bersama: "cuti bersama",
  libur_daerah: "libur daerah",
} as const;

/** The usual short form of a day or month: Sen, Agu. */
export function shortName(name: string | undefined): string {
  return (name ?? "").slice(0, 3);
}
