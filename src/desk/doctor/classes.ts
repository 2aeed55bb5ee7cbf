import { classNames } from "../../complaints/classification.ts";
import type { Complaint } from "../../complaints/contract.ts";
import { mayStart } from "../../escalation/clocks.ts";
import type { Office } from "../../escalation/contract.ts";
import { matchingRule } from "../../escalation/runs.ts";
import type { Clock } from "../../rules/contract.ts";
import { nameSome } from "../name-some.ts";
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
  return [
    warning({
      cause: "unknown_class",
      problem: `Klasifikasi ${ids.length} laporan tidak dikenal, jadi tidak semua batas waktunya dijaga aturan: ${nameSome(ids, mostNamed)}.`,
      remedy: `Betulkan di LAPOR!, atau catat: siaga laporan tambah ${ids[0]} --klasifikasi "pengaduan tidak berkadar pengawasan"`,
    }),
  ];
}

/** Whether a rule would take it if its classification were one that LAPOR! has. */
export function isLeftOut(office: Office, complaint: Complaint, clock: Clock): boolean {
  const isTaken = (as: Complaint) => matchingRule(as, clock, office) !== null;
  return (
    mayStart(clock, complaint) &&
    !isTaken(complaint) &&
    classNames.some((classification) => isTaken({ ...complaint, classification }))
  );
}
