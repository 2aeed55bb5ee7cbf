import type { Instant } from "../calendar/contract.ts";
import type { Alarm, AlarmBook } from "../escalation/contract.ts";
import type { ChannelName } from "../outbox/contract.ts";
import type { Alarms } from "./alarms.ts";

/** A server may restart without anybody being told; after this long others take over and Kominfo hears of it. */
const longDown = 1800;

const names: Record<ChannelName, string> = { wa: "WhatsApp", email: "email", folder: "folder keluar" };

interface Down {
  readonly since: Instant;
  /** When it last did not answer. */
  readonly seenAt: Instant;
}

/** Remembers since when each door has not answered. */
export function watchDoors(now: () => Instant) {
  const down = new Map<ChannelName, Down>();
  return {
    note(channel: ChannelName, isUp: boolean): void {
      if (isUp) down.delete(channel);
      else down.set(channel, { since: down.get(channel)?.since ?? now(), seenAt: now() });
    },
    /** As far as is known it has not answered for long. */
    isSilent: (channel: ChannelName): boolean => now() - (down.get(channel)?.since ?? Infinity) >= longDown,
    /** Long down, and tried lately. One at which nobody knocked is worth a try: nothing else would show that it is back. */
    isLongDown(channel: ChannelName): boolean {
      const { since, seenAt } = down.get(channel) ?? { since: Infinity, seenAt: 0 };
      return now() - since >= longDown && now() - seenAt < longDown;
    },
    /** When the next door counts as long down; null: none is down, or those that are have been told. */
    nextAt(): Instant | null {
      const moments = [...down.values()].map(({ since }) => since + longDown).filter((at) => at > now());
      return moments.length === 0 ? null : Math.min(...moments);
    },
  };
}

/** A door that does not answer for long is an alarm, told through another one; cleared when it answers. */
export function raiseIfSilent(
  channel: ChannelName,
  { doors, alarms, now }: { doors: ReturnType<typeof watchDoors>; alarms: AlarmBook; now: Instant },
): void {
  const alarm = doorAlarm(channel);
  if (doors.isSilent(channel)) alarms.raise(alarm, now);
  else alarms.clear(alarm.cause, now);
}

/** A door that was taken out of the settings has nothing left to mend. */
export function clearAbsent(alarms: Alarms, has: (channel: ChannelName) => boolean, now: Instant): void {
  for (const channel of ["wa", "email"] as const) {
    if (has(channel)) continue;
    for (const { cause } of alarms.open())
      if (cause === doorAlarm(channel).cause || cause.startsWith(`${channel}:`)) alarms.clear(cause, now);
  }
}

function doorAlarm(channel: ChannelName): Alarm {
  return {
    cause: `door:${channel}`,
    text: `Saluran ${names[channel]} sudah lebih dari setengah jam tidak dapat dipakai. Pesan baru memakai saluran lain bila ada. Periksa: siaga status.`,
  };
}
