import { institutionsSchema } from "../../sources/lapor/answers.ts";
import { checkRecord, type Finding, kindOf, otherKeys } from "../../sources/lapor/check.ts";
import { pick } from "../../sources/lapor/field-map.ts";
import { readList } from "../../sources/lapor/read-list.ts";
import { parseShape } from "../../sources/lapor/shape-fault.ts";
import type { TrialOptions } from "./trial-options.ts";
import { stepOf, stepOfFindings, type TrialStep } from "./trial-step.ts";

/** Throws ShapeFault. */
export function checkInstitutions(name: string, answer: unknown): TrialStep {
  const { data } = parseShape(institutionsSchema, answer).results;
  return stepOf(name, "yes", `diterima; ${data.length} instansi terbaca`);
}

/** The list's first record against the field map, and how many of the page can be read. Throws ShapeFault. */
export function checkList(name: string, answer: unknown, items: string, options: TrialOptions): TrialStep {
  const { updates, faults, nextPage } = readList(answer, 1, { ...options, items });
  const first = pick(answer, `${items}.0`);
  const count: Finding = {
    place: items,
    fits: faults.length === 0 ? "yes" : "no",
    detail: `daftar; ${updates.length} baris terbaca, ${faults.length} tidak`,
  };
  const next: Finding = {
    place: `${items.split(".").slice(0, -1).join(".")}.next_page_url`,
    fits: nextPage === null ? "absent" : "yes",
    detail:
      nextPage === null ? "tidak ada: daftar dianggap satu halaman" : `ada; halaman berikutnya ${nextPage}`,
  };
  const id: Finding[] =
    first === undefined
      ? [{ place: `${items}.0`, fits: "absent", detail: `${kindOf(first)}: daftar kosong` }]
      : checkRecord(first, `${items}.0`, options);
  return stepOfFindings(name, [count, next, ...id], describeOthers(otherKeys(first, options)));
}

export function describeOthers(keys: readonly string[]): string[] {
  return keys.length === 0 ? [] : [`kunci lain yang tidak dibaca: ${keys.join(", ")}`];
}
