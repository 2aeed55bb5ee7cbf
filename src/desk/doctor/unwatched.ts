import type { Complaint } from "../../complaints/contract.ts";
import { mayStart } from "../../escalation/clocks.ts";
import type { Office } from "../../escalation/contract.ts";
import { matchingRule } from "../../escalation/runs.ts";
import type { Clock } from "../../rules/contract.ts";
import { nameSome } from "../name-some.ts";
import { isLeftOut } from "./classes.ts";
import type { DoctorFacts, Finding } from "./contract.ts";
import { warning } from "./finding.ts";

const names = { verification: "verifikasi", response: "tindak lanjut" } as const;
const mostNamed = 5;

/**
 * Complaints that wait for a unit or for its word, and of whom no active rule lets anybody know. Completion is left out: a
 * Pemda may well have no rule for it. An unknown classification has a finding of its own.
 */
export function findUnwatched(office: Office, { unwatched }: DoctorFacts): Finding[] {
  return (["verification", "response"] as const).flatMap((clock) => {
    const ids = unwatched
      .filter((complaint) => isUnwatched(office, complaint, clock))
      .map(({ trackingId }) => trackingId);
    if (ids.length === 0) return [];
    return [
      warning({
        cause: `unwatched:${clock}`,
        problem: `${ids.length} laporan terbuka tidak dicakup aturan ${names[clock]} mana pun, jadi tidak ada yang diberi tahu: ${nameSome(ids, mostNamed)}.`,
        remedy: "Periksa syarat setiap aturan: siaga aturan daftar",
      }),
    ];
  });
}

function isUnwatched(office: Office, complaint: Complaint, clock: Clock): boolean {
  if (!mayStart(clock, complaint) || matchingRule(complaint, clock, office) !== null) return false;
  return complaint.classification !== "lain" || !isLeftOut(office, complaint, clock);
}
