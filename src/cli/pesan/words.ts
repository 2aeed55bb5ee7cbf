import { join } from "node:path";
import type { Instant } from "../../calendar/contract.ts";
import { compose } from "../../desk/compose.ts";
import { letterDays } from "../../desk/forget-letters.ts";
import { readLaporLink } from "../../desk/lapor-link.ts";
import { openSettings } from "../../desk/settings.ts";
import { openWriter } from "../../messages/writer.ts";
import type { Message } from "../../outbox/contract.ts";
import type { Composed } from "../../outbox/post-room.ts";
import { home } from "../../paths.ts";
import type { openCommandDesk } from "../shared/command-desk.ts";

export type CommandDesk = ReturnType<typeof openCommandDesk>;

/** Writes messages as the bot would write them now. */
export function openComposer(desk: CommandDesk): (rows: readonly Message[], now: Instant) => Composed {
  const writer = openWriter(join(home, "templates"));
  const link = readLaporLink(openSettings(desk.sql));
  const { book, escalations } = desk;
  return (rows, now) => compose({ book, escalations, office: () => desk.office, writer, link }, rows, now);
}

export interface Words {
  readonly subject: string;
  readonly text: string;
  /** They went over the wire, or may have; false: what would be written now. */
  readonly areFinal: boolean;
}

/** The words of a message; or, as a string, why it will not be sent. */
export function findWords(desk: CommandDesk, row: Message, now: Instant): Words | string {
  const envelope = row.wireId === null ? null : desk.outbox.envelope(row.wireId);
  if (envelope) return { ...envelope.content, areFinal: true };
  if (row.state === "superseded") return row.note ?? "tidak berlaku lagi";
  if (isForgotten(row))
    return `isi pesan sudah dihapus; disimpan paling lama ${letterDays} hari, dan tidak untuk laporan yang menjadi rahasia`;
  const composer = openComposer(desk);
  const first = composer([row], now);
  const [waiting] = first.wait;
  const { drop, content } = waiting ? composer([row], waiting.until) : first;
  return content ? { ...content, areFinal: false } : (drop[0]?.note ?? "tidak dapat ditulis");
}

/** It was handed over once; what waits to leave again gets the words of today. */
function isForgotten({ wireId, state }: Message): boolean {
  return wireId !== null && state !== "pending";
}
