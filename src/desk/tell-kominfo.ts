import { localDate, moveIntoWindow } from "../calendar/arithmetic.ts";
import type { Calendar, Instant } from "../calendar/contract.ts";
import { formatInstant } from "../calendar/format.ts";
import { findAudience } from "../escalation/audience.ts";
import type { Office } from "../escalation/contract.ts";
import type { AlarmView } from "../messages/contract.ts";
import type { OutboxStore } from "../outbox/store.ts";
import type { AlarmRow, Alarms } from "./alarms.ts";

const dayTime = { kind: "daily", open: 7 * 60, close: 20 * 60 } as const;

/**
 * Tells the root unit's kominfo post what it must mend and what is mended: all causes in one message a person.
 * Returns how many causes were told; 0 also where there is nobody to tell, which `siaga periksa` shows.
 */
export function tellKominfo(alarms: Alarms, outbox: OutboxStore, office: Office, now: Instant): number {
  const { root } = office.people;
  const calendar = root?.calendar ? office.calendars.get(root.calendar) : undefined;
  if (!root || !calendar) return 0;
  const causes = alarms.toTell(now);
  const mended = alarms.mended();
  if (causes.length + mended.length === 0) return 0;
  const audience = findAudience({
    people: office.people,
    unitId: root.id,
    post: "kominfo",
    channels: "wa>email",
    date: localDate(calendar, now),
    doors: office.doors,
    refused: new Set(),
  });
  for (const { holder, channel, fallback } of audience?.reaches ?? [])
    outbox.enqueue(
      {
        key: `alarm/${now}/h${holder.id}/${channel}`,
        channel: office.doors.isTrial ? "folder" : channel,
        intended: channel,
        recipient: (channel === "wa" ? holder.wa : holder.email) ?? "",
        holderId: holder.id,
        person: holder.name,
        kind: "alarm",
        trackingId: null,
        escalationId: null,
        step: null,
        occurrence: null,
        unitId: root.id,
        post: audience?.post ?? "kominfo",
        reason: "alarm",
        data: JSON.stringify(viewOf(holder.name, { causes, mended, calendar })),
        bundle: null,
        fallback,
        dueAt: now,
        notBefore: moveIntoWindow(calendar, now, dayTime),
      },
      now,
    );
  if (!audience?.reaches.length) return 0;
  alarms.noteTold(causes, now);
  alarms.forgetMended(mended);
  return causes.length + mended.length;
}

interface News {
  readonly causes: readonly AlarmRow[];
  readonly mended: readonly AlarmRow[];
  readonly calendar: Calendar;
}

function viewOf(person: string, { causes, mended, calendar }: News): AlarmView {
  return {
    person,
    causes: causes.map(({ text, openedAt }) => ({ text, since: formatInstant(calendar, openedAt) })),
    cleared: mended.map(({ text }) => text),
  };
}
