import type { MissingYearError } from "../calendar/missing-year.ts";
import type { RuleVersion, Step } from "../rules/contract.ts";
import type { Audience } from "./audience.ts";
import type { Alarm } from "./contract.ts";
import type { TimedFacts } from "./timing.ts";
import { describePost } from "./words.ts";

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
  text: "Ada laporan yang tidak lagi muncul dalam ekspor LAPOR! pada periodenya, jadi jenjangnya ditahan. Lihat: siaga laporan daftar --hilang.",
};

/** Open complaints wait under a rule that Kominfo switched off. */
export function ruleOff({ ruleId, name }: RuleVersion): Alarm {
  return {
    cause: ruleOffCause(ruleId),
    text: `Aturan "${name}" dimatikan, jadi jenjang laporan yang terbuka ditahan. Lanjutkan: siaga aturan nyalakan "${name}".`,
  };
}

export function ruleOffCause(ruleId: number): string {
  return `rule_off:${ruleId}`;
}

export function missingYear({ year }: MissingYearError): Alarm {
  return {
    cause: `held_no_calendar:${year}`,
    text: `Hari libur tahun ${year} belum ada, jadi sebagian batas waktu ditahan. Masukkan SKB-nya: siaga kalender impor.`,
  };
}

type VacantStep = Pick<Step, "post" | "channels">;

/** A post that email reaches is still vacant for a step that may use WhatsApp only: a cause of its own, cleared by its own. */
export function vacancyCause(unitCode: string, { post, channels }: VacantStep): string {
  const only = channels === "wa" || channels === "email" ? `:${channels}` : "";
  return `no_recipient:${unitCode}:${post}${only}`;
}

const onlyThrough: Readonly<Record<string, string>> = { wa: " lewat WhatsApp", email: " lewat email" };

export function vacancy(facts: TimedFacts, step: VacantStep, audience: Audience | null): Alarm {
  const unit = audience?.unit ?? facts.unit ?? facts.people.root;
  // which office lacks the post itself is not known here
  const where = audience ? ` ${audience.unit.code} ${step.post}` : "";
  return {
    cause: vacancyCause(unit?.code ?? "", step),
    text: `Tidak ada kontak yang dapat dihubungi${onlyThrough[step.channels] ?? ""} untuk ${describePost(step.post, unit)}. Lengkapi: siaga kontak tambah${where}.`,
  };
}
