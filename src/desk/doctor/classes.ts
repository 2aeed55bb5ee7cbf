import { classNames } from "../../complaints/classification.ts";
import type { Complaint } from "../../complaints/contract.ts";
import { clockAnchor, clockStop } from "../../escalation/clocks.ts";
import type { Office } from "../../escalation/contract.ts";
import type { Clock } from "../../rules/contract.ts";
import { pickRule } from "../../rules/match.ts";
import type { DoctorFacts, Finding } from "./contract.ts";
import { warning } from "./finding.ts";

const clocks: readonly Clock[] = ["verification", "response", "completion"];
const mostNamed = 5;

/** Complaints that no rule takes, although one would if their classification were one that LAPOR! has. */
export function findUnknownClasses(office: Office, { unknownClasses }: DoctorFacts): Finding[] {
  const ids = unknownClasses
    .filter((complaint) => clocks.some((clock) => isLeftOut(office, complaint, clock)))
    .map(({ trackingId }) => trackingId);
  if (ids.length === 0) return [];
  const left = ids.length - mostNamed;
  const named = ids.slice(0, mostNamed).join(", ") + (left > 0 ? `, dan ${left} lainnya` : "");
  return [
    warning({
      cause: "unknown_class",
      problem: `Klasifikasi ${ids.length} laporan tidak dikenal, jadi tidak semua batas waktunya dijaga aturan: ${named}.`,
      remedy: `Betulkan di LAPOR!, atau catat: siaga laporan tambah ${ids[0]} --klasifikasi "pengaduan tidak berkadar pengawasan"`,
    }),
  ];
}

/** Whether a rule would take it if its classification were one that LAPOR! has. */
export function isLeftOut({ rules, people }: Office, complaint: Complaint, clock: Clock): boolean {
  if (clockAnchor(clock, complaint) === null || clockStop(clock, complaint, null) !== null) return false;
  const unit = complaint.opdId === null ? undefined : people.units.get(complaint.opdId);
  const isTaken = (as: Complaint) => pickRule(rules, clock, as, unit?.code ?? null) !== null;
  return (
    !isTaken(complaint) && classNames.some((classification) => isTaken({ ...complaint, classification }))
  );
}
