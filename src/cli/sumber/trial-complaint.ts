import type { Instant } from "../../calendar/contract.ts";
import { formatInstant } from "../../calendar/format.ts";
import type { ComplaintUpdate } from "../../complaints/contract.ts";
import type { LaporApi } from "../../connections/lapor.ts";
import { resolveUnit } from "../../people/resolve-unit.ts";
import { checkFilled, checkRecord, checkTimes, type Finding, otherKeys } from "../../sources/lapor/check.ts";
import { askComplaint } from "../../sources/lapor/fetch-complaint.ts";
import { pick } from "../../sources/lapor/field-map.ts";
import { detailPath, followUpsPath } from "../../sources/lapor/paths.ts";
import { statusNames } from "../laporan/status-names.ts";
import { describeOthers } from "./trial-lists.ts";
import type { TrialOptions } from "./trial-options.ts";
import { stepOf, stepOfFailure, stepOfFindings, type TrialStep } from "./trial-step.ts";

/** All of one complaint: its detail and its follow-ups place by place, then what the bot would learn from them. */
export async function tryComplaint(api: LaporApi, id: string, options: TrialOptions): Promise<TrialStep[]> {
  const detail = await look(api, `Rincian laporan ${id}`, detailPath(id), (answer) =>
    checkDetail(answer, options),
  );
  if (detail.fits === "no" && detail.findings.length === 0) return [detail];
  const log = await look(api, "Tindak lanjut", followUpsPath(id, 1), (answer) =>
    checkFollowUps(answer, options),
  );
  return [detail, log, await tryReading(api, id, options)];
}

type Looked = readonly [findings: readonly Finding[], notes: readonly string[]];

async function look(
  api: LaporApi,
  name: string,
  path: string,
  check: (answer: unknown) => Looked,
): Promise<TrialStep> {
  try {
    return stepOfFindings(name, ...check(await api.get(path)));
  } catch (error) {
    return stepOfFailure(name, error);
  }
}

function checkDetail(answer: unknown, options: TrialOptions): Looked {
  const data = pick(answer, "results.data");
  const { offsetMinutes } = options;
  const logs = pick(answer, "results.data_logs");
  return [
    [
      ...checkRecord(data, "results.data", options),
      ...checkTimes(pick(data, "status_logs"), "results.data.status_logs", "timestamp", offsetMinutes),
      ...checkTimes(logs, "results.data_logs", "date", offsetMinutes),
      ...checkFilled(logs, "results.data_logs", ["status_new.name"]),
    ],
    describeOthers(otherKeys(data, options)),
  ];
}

function checkFollowUps(answer: unknown, { offsetMinutes }: TrialOptions): Looked {
  const rows = pick(answer, "results.data");
  const findings = checkTimes(rows, "results.data", "created_at", offsetMinutes);
  const missing = rows === undefined || rows === null;
  return [
    [
      ...findings.map((finding) => (missing ? { ...finding, fits: "no" as const } : finding)),
      ...checkFilled(rows, "results.data", ["institution_from_name", "institution_to_name", "template_code"]),
    ],
    describeCodes(rows),
  ];
}

/** Codes are the API's own words; anything longer is not one. */
function describeCodes(rows: unknown): string[] {
  if (!Array.isArray(rows)) return [];
  const codes = new Set(
    rows.map((row) => pick(row, "template_code")).filter((code) => typeof code === "string"),
  );
  const plain = [...codes].filter((code) => /^[a-z][a-z0-9_]{0,30}$/iu.test(code));
  return plain.length === 0 ? [] : [`template_code yang dipakai: ${plain.join(", ")}`];
}

async function tryReading(api: LaporApi, id: string, options: TrialOptions): Promise<TrialStep> {
  const name = "Yang akan dicatat Siaga";
  try {
    const update = await askComplaint((path) => api.get(path), id, options);
    const notes = describeUpdate(update, options);
    return { ...stepOf(name, "yes", "cocokkan jamnya dengan halaman LAPOR!"), notes };
  } catch (error) {
    return stepOfFailure(name, error);
  }
}

/** Moments and our own names only: a status or an office is shown as what Siaga takes it for. */
function describeUpdate(update: ComplaintUpdate, options: TrialOptions): string[] {
  const at = (moment: Instant | null | undefined) =>
    moment === null || moment === undefined ? "tidak ada" : formatInstant(options.place, moment);
  return [
    `status: ${statusNames[options.statusOf(update.statusRaw ?? "")]}`,
    `OPD: ${describeOffice(update, options)}`,
    `disposisi: ${at(update.disposedAt)}`,
    `tindak lanjut pertama: ${at(update.firstFollowUpAt)}`,
    `tindak lanjut pertama OPD sekarang: ${at(update.unitFollowUpAt)}`,
    `tindak lanjut terakhir: ${at(update.lastFollowUpAt)} (${update.followUpCount ?? 0} seluruhnya)`,
    `balasan pelapor terakhir: ${at(update.lastReporterReplyAt)}`,
    `selesai: ${at(update.closedAt)}`,
  ];
}

function describeOffice({ opdExternalId, opdName }: ComplaintUpdate, { people }: TrialOptions): string {
  if (!opdExternalId && !opdName) return "belum didisposisikan";
  const found = resolveUnit(people, { externalId: opdExternalId ?? null, name: opdName ?? null });
  if (found.kind === "unit") return `dikenal sebagai ${found.unit.code}`;
  return found.kind === "ambiguous"
    ? "dapat berarti beberapa OPD"
    : "belum dikenal; petakan dengan siaga opd ubah";
}
