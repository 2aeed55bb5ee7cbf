import type { Instant } from "../calendar/contract.ts";
import type { Office } from "../escalation/contract.ts";
import type { ChannelName } from "../outbox/contract.ts";
import type { Desk } from "./desk.ts";
import { addressOf } from "./mailbox.ts";

/**
 * This way out is closed until a person mends it. Who may be told through the other one, and can be, is told there at
 * once; what may have left already, and whoever has no other address, waits.
 */
export function passOn(
  { outbox, aftermath }: Desk,
  office: Office,
  closed: { channel: ChannelName; now: Instant },
): void {
  for (const row of outbox.divertible(closed.channel, closed.now)) {
    const intended = row.fallback;
    if (intended !== "wa" && intended !== "email") continue;
    if (addressOf(office, { ...row, intended }) === null) continue;
    outbox.settle(row, "failed", { note: "saluran ini belum dapat dipakai; lewat yang lain" });
    aftermath.noteRefused(row, closed.now, true);
  }
}
