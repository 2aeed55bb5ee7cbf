import { statusOf } from "../../../../src/complaints/status-words.ts";
import type { ComplaintUpdate } from "../../../../src/complaints/contract.ts";
import { defaultFields } from "../../../../src/sources/lapor/field-map.ts";
import { readComplaint, type ReadOptions } from "../../../../src/sources/lapor/read-complaint.ts";
import type { OfficeRef } from "../../../../src/sources/lapor/read-follow-ups.ts";
import { ShapeFault } from "../../../../src/sources/lapor/shape-fault.ts";
import { parseLocalInstant } from "../../../../src/calendar/format.ts";
import { detailAnswer, followUpsAnswer } from "../../../support/fake-lapor/answers.ts";
import type { FakeComplaint } from "../../../support/fake-lapor/complaint.ts";

/** "2026-11-23T09:00" in WITA. */
export function at(text: string): number {
  return parseLocalInstant(text, { zone: "Asia/Makassar" });
}

const words: Record<string, string> = {
  "Pemerintah Kabupaten Contoh": "root",
  "Dinas PUPR Kab. Contoh": "unit 2",
  "DINAS PUPR KABUPATEN CONTOH": "unit 2",
  "Dinas Lingkungan Hidup Kab. Contoh": "unit 3",
};

export const options: ReadOptions = {
  asOf: at("2026-11-26T12:00"),
  fields: defaultFields,
  offsetMinutes: 480,
  statusOf: (text) => statusOf(text, new Map()),
  officeOf: ({ id, name }: OfficeRef) => words[name ?? ""] ?? `other ${name ?? id}`,
};

/** What stands at dotted places of an answer instead; `gone`: nothing does. */
export type Changes = Readonly<Record<string, unknown>>;

export const gone = Symbol("gone");

/** A copy of an answer, changed at some places. */
export function changed(answer: unknown, changes: Changes): unknown {
  const copy = structuredClone(answer);
  for (const [place, value] of Object.entries(changes)) {
    const keys = place.split(".");
    const last = keys.pop() ?? "";
    const owner = keys.reduce((at, key) => at[key] as Bag, copy as Bag);
    if (value === gone) delete owner[last];
    else owner[last] = value;
  }
  return copy;
}

type Bag = Record<string, unknown>;

interface Told {
  readonly detail?: Changes;
  readonly followUps?: Changes;
  readonly more?: Partial<ReadOptions>;
}

/** What the reader makes of a complaint as LAPOR! tells it, with something changed on the way. */
export function read(complaint: FakeComplaint, { detail, followUps, more }: Told = {}): ComplaintUpdate {
  const answers = {
    detail: changed(detailAnswer(complaint), detail ?? {}),
    followUps: [changed(followUpsAnswer(complaint, 1, 100), followUps ?? {})],
  };
  return readComplaint(complaint.id, answers, { ...options, ...more });
}

/** Where and why an answer is refused. */
export function faultOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof ShapeFault) return `${error.field}: ${error.message}`;
    throw error;
  }
  return "no fault";
}
