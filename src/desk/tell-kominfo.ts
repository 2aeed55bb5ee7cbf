import { addWorkingDays, localDate } from "../calendar/arithmetic.ts";
import type { Calendar, Instant } from "../calendar/contract.ts";
import { formatInstant } from "../calendar/format.ts";
import { withoutMissingYear } from "../calendar/missing-year.ts";
import { findAudience } from "../escalation/audience.ts";
import { calendarOf } from "../escalation/calendar-of.ts";
import type { Office } from "../escalation/contract.ts";
import { noticeMoment } from "../escalation/notice-moment.ts";
import type { AlarmView, NoticeView } from "../messages/contract.ts";
import type { OutboxStore } from "../outbox/store.ts";
import type { Unit } from "../people/contract.ts";
import type { StepChannels } from "../rules/contract.ts";
import type { AlarmRow, Alarms } from "./alarms.ts";

/** More open causes than this are one list: nobody reads five letters at once. */
const mostLetters = 3;

export interface Letter {
  /** What makes it once only; the person and channel are added. */
  readonly key: string;
  readonly post: string;
  readonly channels: StepChannels;
  readonly kind: "alarm" | "notice";
  /** At any hour. */
  readonly isUrgent?: boolean;
  readonly viewFor: (person: string) => AlarmView | Omit<NoticeView, "person">;
}

/** Writes to a post of the Pemda itself, within 07.00-20.00 unless it is urgent. False: nobody there can be reached. */
export function writeToRoot(outbox: OutboxStore, office: Office, letter: Letter, now: Instant): boolean {
  const place = placeOf(office);
  if (!place) return false;
  const { root, calendar } = place;
  const audience = findAudience({
    people: office.people,
    unitId: root.id,
    post: letter.post,
    channels: letter.channels,
    date: localDate(calendar, now),
    doors: office.doors,
    refused: new Set(),
  });
  for (const { holder, channel, fallback } of audience?.reaches ?? [])
    outbox.enqueue(
      {
        key: `${letter.key}/h${holder.id}/${channel}`,
        channel: office.doors.isTrial ? "folder" : channel,
        intended: channel,
        recipient: (channel === "wa" ? holder.wa : holder.email) ?? "",
        holderId: holder.id,
        person: holder.name,
        kind: letter.kind,
        trackingId: null,
        escalationId: null,
        step: null,
        round: 0,
        occurrence: null,
        unitId: root.id,
        post: audience?.post ?? letter.post,
        reason: letter.kind,
        data: JSON.stringify({ ...letter.viewFor(holder.name), person: holder.name }),
        bundle: null,
        fallback,
        dueAt: now,
        notBefore: letter.isUrgent ? now : noticeMoment(calendar, now),
      },
      now,
    );
  return (audience?.reaches.length ?? 0) > 0;
}

/**
 * Tells the root unit's kominfo post what it must mend and what is mended; what stays open for two working days goes to
 * the head of Diskominfo by email (escalation.md section 8). Returns how many causes were told; 0 also where there is
 * nobody to tell, which `siaga periksa` shows.
 */
export function tellKominfo(alarms: Alarms, outbox: OutboxStore, office: Office, now: Instant): number {
  const place = placeOf(office);
  if (!place) return 0;
  const { calendar } = place;
  const causes = alarms.toTell(now);
  const mended = alarms.mended();
  const isMany = alarms.open().length > mostLetters || mended.length > mostLetters;
  const groups = isMany ? [{ causes, mended }] : apart(causes, mended);
  let told = 0;
  for (const group of groups) {
    if (group.causes.length + group.mended.length === 0) continue;
    const letter = letterOf({ ...group, calendar, key: keyOf(group) }, now);
    const isTold = writeToRoot(outbox, office, letter, now);
    // nobody there any more: what was told before rests until tomorrow, what never was is tried at every turn
    alarms.noteTold(isTold ? group.causes : group.causes.filter(({ toldAt }) => toldAt !== null), now);
    if (!isTold) continue;
    alarms.forgetMended(group.mended);
    told += group.causes.length + group.mended.length;
  }
  return told + raiseOld(alarms, outbox, office, { calendar, now });
}

interface News {
  readonly causes: readonly AlarmRow[];
  readonly mended: readonly AlarmRow[];
}

function apart(causes: readonly AlarmRow[], mended: readonly AlarmRow[]): News[] {
  return [
    ...causes.map((cause) => ({ causes: [cause], mended: [] })),
    ...mended.map((one) => ({ causes: [], mended: [one] })),
  ];
}

function letterOf(
  { causes, mended, calendar, key }: News & { calendar: Calendar; key: string },
  now: Instant,
): Letter {
  return {
    key: `alarm/${now}/${key}`,
    post: "kominfo",
    channels: "wa>email",
    kind: "alarm",
    viewFor: (person) => viewOf(person, { causes, mended }, calendar),
  };
}

/** The same causes at the same moment are the same letter. */
function keyOf({ causes, mended }: News): string {
  return [...causes.map(({ cause }) => cause), ...mended.map(({ cause }) => `-${cause}`)].join(",");
}

function raiseOld(
  alarms: Alarms,
  outbox: OutboxStore,
  office: Office,
  { calendar, now }: { calendar: Calendar; now: Instant },
): number {
  const old = alarms.open().filter((alarm) => alarm.raisedAt === null && isOld(calendar, alarm, now));
  if (old.length === 0) return 0;
  const letter: Letter = {
    key: `alarm/${now}/raised`,
    post: "kepala_kominfo",
    channels: "email",
    kind: "alarm",
    viewFor: (person) => viewOf(person, { causes: old, mended: [] }, calendar),
  };
  if (!writeToRoot(outbox, office, letter, now)) return 0;
  alarms.noteRaised(old, now);
  return old.length;
}

function isOld(calendar: Calendar, { toldAt, openedAt }: AlarmRow, now: Instant): boolean {
  if (toldAt === null) return false;
  return withoutMissingYear(() => addWorkingDays(calendar, openedAt, 2) <= now) ?? true;
}

function viewOf(person: string, { causes, mended }: News, calendar: Calendar): AlarmView {
  return {
    person,
    causes: causes.map(({ text, openedAt }) => ({ text, since: formatInstant(calendar, openedAt) })),
    cleared: mended.map(({ text }) => text),
  };
}

function placeOf(office: Office): { root: Unit; calendar: Calendar } | null {
  const { root } = office.people;
  const calendar = calendarOf(office, null);
  return root && calendar ? { root, calendar } : null;
}
