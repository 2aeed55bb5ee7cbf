import type { Instant } from "../../../calendar/contract.ts";
import { isoWithOffset } from "../../../calendar/format.ts";
import type { Status } from "../../../complaints/contract.ts";
import { readPauses } from "../../../complaints/pauses.ts";
import { wrap } from "../../shared/wrap.ts";
import { statusNames } from "../status-names.ts";
import type { HistoryEntry, Life } from "./contract.ts";
import { placeAt, type Place, shortMoment } from "./moments.ts";
import { sourceName } from "./words.ts";

const shown = 10;

/** What LAPOR! said and when the bot learned it, one line a look; the latest few. */
export function describeHistory({ complaint, history, calendar, now }: Life): string[] {
  const place = placeAt(calendar, now);
  const looks = [...Map.groupBy(history, ({ at, source }) => `${at} ${source}`).values()].flatMap((look) => {
    const [first] = look;
    const changes = look.flatMap((entry) => describeChange(place, entry));
    return first && changes.length > 0
      ? [{ at: first.at, text: `${changes.join("; ")} (${sourceName(first.source)})` }]
      : [];
  });
  const seen = { at: complaint.firstSeenAt, text: "pertama dilihat Siaga" };
  const all = [seen, ...looks];
  const left = all.length - shown;
  return [
    "Yang dikatakan LAPOR!",
    ...(left > 0 ? [`  … ${left} perubahan sebelumnya (lengkap dengan --json)`] : []),
    ...all.slice(-shown).flatMap(({ at, text }) => wrap(text, `  ${shortMoment(place, at)}  `)),
  ];
}

/** Fields that follow from others, or that only programs read, are left out. */
function describeChange(place: Place, { field, before, after }: HistoryEntry): string[] {
  const name = fieldNames[field];
  if (name === undefined) return [];
  if (field === "title" || field === "statusNote") return [`${name} berubah`];
  return [`${name}: ${describeValue(place, field, before)} → ${describeValue(place, field, after)}`];
}

const fieldNames: Record<string, string> = {
  status: "status",
  opdName: "OPD",
  reportedAt: "masuk",
  disposedAt: "disposisi",
  firstFollowUpAt: "tindak lanjut pertama",
  lastFollowUpAt: "tindak lanjut terakhir",
  lastReporterReplyAt: "tanggapan pelapor",
  closedAt: "ditutup",
  classification: "klasifikasi",
  category: "kategori",
  isSecret: "rahasia",
  isPriority: "prioritas",
  isBacklog: "tunggakan",
  title: "judul",
  statusNote: "catatan status",
};

function describeValue(place: Place, field: string, value: string | null): string {
  if (value === null) return "–";
  if (field === "status") return statusNames[value as Status] ?? value;
  if (field.endsWith("At")) return shortMoment(place, Number(value));
  if (field.startsWith("is")) return value === "true" ? "ya" : "tidak";
  return value;
}

/** The same for programs, whole; moments are ISO. */
export function historyAsJson({ history, calendar }: Life): Record<string, unknown>[] {
  const iso = (t: Instant) => isoWithOffset(calendar, t);
  return history.map(({ at, source, field, before, after }) => {
    const value = (text: string | null) => valueAsJson(field, text, iso);
    return { at: iso(at), source, field, before: value(before), after: value(after) };
  });
}

function valueAsJson(field: string, text: string | null, iso: (t: Instant) => string): unknown {
  if (text === null) return null;
  if (field === "pauses")
    return readPauses(text).map(([from, to]) => [iso(from), to === null ? null : iso(to)]);
  return field.endsWith("At") ? iso(Number(text)) : text;
}
