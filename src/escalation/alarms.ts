import type { MissingYearError } from "../calendar/missing-year.ts";
import type { RuleVersion } from "../rules/contract.ts";
import type { Audience } from "./audience.ts";
import type { Alarm } from "./contract.ts";
import type { TimedFacts } from "./timing.ts";

export const noZone: Alarm = {
  cause: "no_zone",
  text: "Zona waktu Pemda belum dipilih, jadi tidak ada yang dikirim. Jalankan: siaga konfig impor atau siaga siapkan.",
};

export const staleSource: Alarm = {
  cause: "stale",
  text: "Data laporan sudah terlalu lama tidak diperbarui, jadi pengiriman ditahan. Impor ekspor LAPOR! hari ini.",
};

export const missingUpstream: Alarm = {
  cause: "missing_upstream",
  text: "Ada laporan yang tidak lagi muncul dalam ekspor LAPOR! pada periodenya. Periksa: siaga laporan daftar.",
};

/** Open complaints wait under a rule that Kominfo switched off. */
export function ruleOff({ ruleId, name }: RuleVersion): Alarm {
  return {
    cause: ruleOffCause(ruleId),
    text: `Aturan "${name}" dinonaktifkan, jadi jenjang laporan yang terbuka ditahan. Lanjutkan: siaga aturan nyalakan "${name}".`,
  };
}

export function ruleOffCause(ruleId: number): string {
  return `rule_off:${ruleId}`;
}

export function missingYear({ year }: MissingYearError): Alarm {
  return {
    cause: `no_calendar:${year}`,
    text: `Hari libur tahun ${year} belum ada, jadi sebagian batas waktu ditahan. Masukkan SKB-nya: siaga kalender impor.`,
  };
}

export function vacancyCause(unitCode: string, post: string): string {
  return `no_recipient:${unitCode}:${post}`;
}

export function vacancy(facts: TimedFacts, post: string, audience: Audience | null): Alarm {
  const unit = audience?.unit ?? facts.unit ?? facts.people.root;
  return {
    cause: vacancyCause(unit?.code ?? "", post),
    text: `Tidak ada kontak yang dapat dihubungi untuk jabatan ${post} di ${unit?.name ?? "Pemda"}. Lengkapi: siaga kontak tambah.`,
  };
}
