import type { Calendar, Instant } from "../../calendar/contract.ts";
import { isoWithOffset } from "../../calendar/format.ts";
import type { Office } from "../../escalation/contract.ts";
import { describePost } from "../../escalation/words.ts";
import type { Message } from "../../outbox/contract.ts";
import { stateNames } from "./messages.ts";
import type { Wait } from "./waits.ts";

const channelNames = { wa: "WhatsApp", email: "email" } as const;

/** "Budi, Admin Dinas PUPR, lewat WhatsApp" */
export function describeReader(
  { people }: Office,
  { person, post, unitId, intended, channel }: Message,
): string {
  const place = post === null ? "" : `, ${describePost(post, people.units.get(unitId ?? 0) ?? null)}`;
  const trial = channel === "folder" ? " (uji coba: ke folder)" : "";
  return `${person || "pengirim"}${place}, lewat ${channelNames[intended]}${trial}`;
}

/** "menunggu sampai Sen 23 Nov 09.15: jeda antarpesan", "gagal: alamat ditolak server email" */
export function describeState(
  { state, note, acceptedAt }: Message,
  wait: Wait | null,
  moment: (at: Instant) => string,
): string {
  if (wait && state === "pending") return describeWait(wait, moment);
  const since = acceptedAt === null || state === "failed" ? "" : ` ${moment(acceptedAt)}`;
  return `${stateNames[state]}${since}${note === null ? "" : `: ${note}`}`;
}

function describeWait({ why, until, about }: Wait, moment: (at: Instant) => string): string {
  const said = until === null ? `menunggu: ${why}` : `menunggu sampai ${moment(until)}: ${why}`;
  const isLater = about !== null && (until === null || moment(about) !== moment(until));
  return isLater ? `${said}; kira-kira ${moment(about)}` : said;
}

const instants = ["dueAt", "notBefore", "createdAt", "acceptedAt", "deliveredAt", "readAt"] as const;

/** A message by the names of the book, with its reason to wait; what is only of use inside is left out. */
export function asJson(
  { data: _data, bundle: _bundle, key: _key, unitId, ...row }: Message,
  wait: Wait | null,
  { calendar, office }: { calendar: Calendar; office: Office },
): Record<string, unknown> {
  const iso = (at: Instant | null) => (at === null ? null : isoWithOffset(calendar, at));
  return {
    ...row,
    unit: office.people.units.get(unitId ?? 0)?.code ?? null,
    ...Object.fromEntries(instants.map((name) => [name, iso(row[name])])),
    why: wait?.why ?? row.note,
    until: iso(wait?.until ?? null),
    about: iso(wait?.about ?? null),
  };
}
