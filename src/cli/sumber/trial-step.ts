import { LaporFailure, type LaporFailureKind } from "../../connections/lapor/failure.ts";
import type { Finding } from "../../sources/lapor/check.ts";
import { ShapeFault } from "../../sources/lapor/shape-fault.ts";

/** One step of a trial, as it is printed. */
export interface TrialStep {
  readonly name: string;
  readonly fits: Finding["fits"];
  readonly detail: string;
  readonly findings: readonly Finding[];
  readonly notes: readonly string[];
}

export function stepOf(name: string, fits: Finding["fits"], detail: string): TrialStep {
  return { name, fits, detail, findings: [], notes: [] };
}

/** A step whose answer was looked at: it fits where nothing in it does not. */
export function stepOfFindings(
  name: string,
  findings: readonly Finding[],
  notes: readonly string[] = [],
): TrialStep {
  const wrong = findings.filter(({ fits }) => fits === "no").length;
  const right = findings.filter(({ fits }) => fits === "yes").length;
  const detail = wrong === 0 ? `sesuai (${right} cocok)` : `${wrong} tidak sesuai, ${right} cocok`;
  return { name, fits: wrong === 0 ? "yes" : "no", detail, findings, notes };
}

/** What is known instead of an answer. Anything but a failure of the API is passed on. */
export function stepOfFailure(name: string, error: unknown): TrialStep {
  if (error instanceof ShapeFault) return stepOf(name, "no", `${error.field} ${error.message}`);
  if (!(error instanceof LaporFailure)) throw error;
  return stepOf(name, "no", `${error.message}. ${advice[error.kind]}`);
}

const advice: Record<LaporFailureKind, string> = {
  unauthorized:
    "Periksa SIAGA_LAPOR_AUTH dan SIAGA_LAPOR_TOKEN, lalu nama headernya: siaga sumber atur lapor --header-auth NAMA --header-token NAMA.",
  forbidden: "Akun ini tidak berhak atas bagian itu; tanyakan kepada pengelola API.",
  absent: "Periksa alamat dasar (--alamat) dan nomor laporannya.",
  busy: "Ulangi beberapa saat lagi, dan kecilkan --anggaran.",
  down: "Periksa alamat dasar (--alamat), jaringan, dan tembok api (firewall).",
  broken: "Alamat itu bukan API: mungkin halaman masuk. Periksa --alamat.",
};
