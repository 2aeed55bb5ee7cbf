import { z } from "zod";
import type { Instant } from "../../calendar/contract.ts";
import type { ComplaintUpdate } from "../../complaints/contract.ts";
import * as fields from "./fields.ts";

export interface BodyFault {
  readonly field?: string;
  readonly words: string;
}

/** What a body says; `asOf`: as of when, where it says so. */
export type Said = ComplaintUpdate & { readonly asOf?: Instant };

const moments = {
  reportedAt: fields.moment,
  disposedAt: fields.moment,
  firstFollowUpAt: fields.moment,
  lastFollowUpAt: fields.moment,
  lastReporterReplyAt: fields.moment,
  closedAt: fields.moment,
  asOf: fields.moment,
};
const momentNames = Object.keys(moments) as (keyof typeof moments)[];

const schema = z.object(
  {
    trackingId: fields.trackingId,
    title: fields.title,
    classification: fields.classification,
    categoryId: fields.id,
    category: fields.name,
    channel: fields.name,
    statusRaw: fields.name,
    status: z.unknown().optional(),
    statusNote: fields.note,
    institutionName: fields.name,
    opdExternalId: fields.id,
    opdName: fields.name,
    locationName: fields.kecamatan,
    isAnonymous: fields.flag,
    isSecret: fields.flag,
    isPriority: fields.flag,
    followUpCount: fields.count,
    ...moments,
  },
  { error: "Isi permintaan harus satu objek JSON: satu laporan." },
);

/**
 * Reads one complaint from JSON, with the field names of `siaga laporan daftar --json`. What it does not name, the body of a
 * complaint and its reporter among it, is dropped unread. `latest`: a moment after this is in the future.
 */
export function readBody(bytes: Uint8Array, latest: Instant): { readonly said: Said } | BodyFault {
  const json = parseJson(bytes);
  if (json === undefined) return { words: "Isi permintaan bukan JSON dalam UTF-8." };
  const parsed = schema.safeParse(json);
  if (!parsed.success) return describe(parsed.error.issues[0]);
  const { title, statusNote, status, ...rest } = parsed.data;
  const future = momentNames.find((name) => (rest[name] ?? 0) > latest);
  if (future) return { field: future, words: "ada di masa depan" };
  if ((status ?? null) !== null && rest.statusRaw === null) return onlyCode;
  const said = rest.isSecret === true ? rest : { ...rest, title, statusNote };
  const known = Object.entries(said).filter(([, value]) => value !== undefined && value !== null);
  return { said: Object.fromEntries(known) as unknown as Said };
}

/** A sender that thinks the code name is enough would be surprised later. */
const onlyCode: BodyFault = {
  field: "statusRaw",
  words: 'wajib diisi bila ada status: tulis seperti di LAPOR!, misalnya "Belum Ditindaklanjuti"',
};

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) as unknown;
  } catch {
    return undefined;
  }
}

function describe(issue: z.core.$ZodIssue | undefined): BodyFault {
  const [field] = issue?.path ?? [];
  return { ...(field !== undefined && { field: String(field) }), words: issue?.message ?? "Isi tidak sah." };
}
