import type { Instant } from "../../calendar/contract.ts";
import type { ComplaintUpdate, Status } from "../../complaints/contract.ts";
import { isEnded } from "../../complaints/status-words.ts";
import { readMoment } from "../reading/moment-text.ts";
import { detailSchema, followUpsSchema, statusLogsSchema } from "./answers.ts";
import { type FieldOptions, readFields, readIdField } from "./read-fields.ts";
import { type FollowUpOptions, readFollowUps } from "./read-follow-ups.ts";
import { parseShape, ShapeFault } from "./shape-fault.ts";

export interface ComplaintAnswers {
  readonly detail: unknown;
  /** All pages of follow-ups. */
  readonly followUps: readonly unknown[];
}

export interface ReadOptions extends FieldOptions, Omit<FollowUpOptions, "present"> {
  readonly statusOf: (text: string) => Status;
}

/** What the API says of one complaint, without its body and its reporter. Throws ShapeFault. */
export function readComplaint(
  trackingId: string,
  answers: ComplaintAnswers,
  options: ReadOptions,
): ComplaintUpdate {
  const { results } = parseShape(detailSchema, answers.detail);
  const named = readIdField(results.data, options);
  if (named !== null && named !== trackingId)
    throw new ShapeFault(options.fields.trackingId, "menyebut laporan lain");
  const fields = readFields(results.data, options);
  if (!fields.statusRaw) throw new ShapeFault(options.fields.statusRaw, "tidak ada, padahal wajib");
  const rows = answers.followUps.flatMap((page) => parseShape(followUpsSchema, page).results.data);
  const present =
    fields.opdName || fields.opdExternalId
      ? { id: fields.opdExternalId ?? null, name: fields.opdName ?? null }
      : null;
  const closedAt = isEnded(options.statusOf(fields.statusRaw)) ? readEnd(results, options) : null;
  return {
    trackingId,
    ...fields,
    ...readFollowUps(rows, { ...options, present }),
    ...(closedAt !== null && { closedAt }),
  };
}

type Results = ReturnType<typeof detailSchema.parse>["results"];

/** When it ended: the last log that says so, else the last change of status. An unreadable time leaves it unknown. */
function readEnd({ data, data_logs: logs }: Results, options: ReadOptions): Instant | null {
  const changes = parseShape(statusLogsSchema, data["status_logs"]) ?? [];
  const ends = (logs ?? []).filter(({ status_new: to }) => to?.name && isEnded(options.statusOf(to.name)));
  return (
    latest(
      ends.map(({ date }) => date),
      options,
    ) ??
    latest(
      changes.map(({ timestamp }) => timestamp),
      options,
    )
  );
}

function latest(texts: readonly (string | null | undefined)[], options: ReadOptions): Instant | null {
  const moments = texts.flatMap((text) => (text ? (readMoment(text, "", options.offsetMinutes) ?? []) : []));
  const past = moments.filter((at) => at <= options.asOf);
  return past.length === 0 ? null : Math.max(...past);
}
