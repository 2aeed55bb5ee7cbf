import type { Instant } from "../calendar/contract.ts";
import type { Alarm } from "../escalation/contract.ts";
import type { ChannelName } from "../outbox/contract.ts";

/** A server may restart without anybody being told; after this long others take over and Kominfo hears of it. */
const longDown = 1800;

const names: Record<ChannelName, string> = { wa: "WhatsApp", email: "email", folder: "folder keluar" };

/** Remembers since when each door has not answered. */
export function watchDoors(now: () => Instant) {
  const downSince = new Map<ChannelName, Instant>();
  return {
    note(channel: ChannelName, isUp: boolean): void {
      if (isUp) downSince.delete(channel);
      else if (!downSince.has(channel)) downSince.set(channel, now());
    },
    isLongDown: (channel: ChannelName): boolean => now() - (downSince.get(channel) ?? Infinity) >= longDown,
    /** When the next door counts as long down; null: none is down, or those that are have been told. */
    nextAt(): Instant | null {
      const moments = [...downSince.values()].map((since) => since + longDown).filter((at) => at > now());
      return moments.length === 0 ? null : Math.min(...moments);
    },
  };
}

export function doorAlarm(channel: ChannelName): Alarm {
  return {
    cause: `door:${channel}`,
    text: `Saluran ${names[channel]} sudah lebih dari setengah jam tidak dapat dipakai. Pesan baru memakai saluran lain bila ada. Periksa: siaga status.`,
  };
}
