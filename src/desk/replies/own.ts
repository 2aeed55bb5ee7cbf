import { localDate } from "../../calendar/arithmetic.ts";
import type { Instant } from "../../calendar/contract.ts";
import { formatInstant } from "../../calendar/format.ts";
import { calendarOf } from "../../escalation/calendar-of.ts";
import type { Escalation, Office } from "../../escalation/contract.ts";
import { breakLinks, tameForMail, tameForWhatsApp } from "../../messages/tame.ts";
import type { Message } from "../../outbox/contract.ts";
import { type Choice, chooseComplaints } from "../../replies/choose.ts";
import { deadlineOf } from "../deadline.ts";
import { addressesOf, type Room, type Talk } from "./talk.ts";

/** A run of which the sender was told, in a post still held, with the messages that said so. */
export interface OwnRun {
  readonly run: Escalation;
  readonly sent: readonly Message[];
}

/** Those of one complaint, ended ones too. */
export function findOwnRuns({ desk, records }: Room, talk: Talk, trackingId: string): OwnRun[] {
  return desk.clerk
    .ofComplaint(trackingId)
    .map((run) => ({ run, sent: records.ofRun(run.id).filter((row) => isOwn(talk, row)) }))
    .filter(({ sent }) => sent.length > 0);
}

/** The sender's own open complaints, the first told first. */
export function listOwnOpen({ records }: Room, talk: Talk): string[] {
  const rows = records.ofOpenRuns(addressesOf(talk)).filter((row) => isOwn(talk, row));
  return idsOf(rows);
}

/** Which complaints a reply speaks of. */
export function choose(room: Room, talk: Talk, named: readonly string[]): Choice {
  return chooseComplaints({ quoted: idsOf(talk.quoted), named, own: listOwnOpen(room, talk) });
}

function idsOf(rows: readonly Message[]): string[] {
  return [...new Set(rows.flatMap(({ trackingId }) => trackingId ?? []))];
}

/** Told to the sender as holder of a post that the sender still holds; by number, if Kominfo entered the person anew. */
function isOwn({ holders }: Talk, { unitId, post, holderId, recipient }: Message): boolean {
  return holders.some(
    (holder) =>
      holder.unitId === unitId &&
      holder.post === post &&
      (holder.id === holderId || holder.wa === recipient || holder.email === recipient),
  );
}

/** The sender, as the one to whom a message went: name, and post as rules name it. */
export function speakerOf(
  { holders }: Talk,
  { unitId, post, person }: Message,
): { readonly by: string; readonly post: string } {
  const holder = holders.find((each) => each.unitId === unitId && each.post === post);
  return { by: holder?.name ?? person, post: post ?? "" };
}

/** The earliest deadline of these runs; null: none can be counted. */
export function earliestDeadline(
  office: Office,
  runs: readonly OwnRun[],
): { at: Instant; text: string } | null {
  const limits = runs.flatMap(({ run }) => {
    const calendar = calendarOf(office, run.unitId);
    const at = deadlineOf(office, run);
    return at && calendar ? [{ at, text: formatInstant(calendar, at) }] : [];
  });
  return limits.toSorted((one, other) => one.at - other.at)[0] ?? null;
}

/** The date in the Pemda's zone; null: none was chosen yet. */
export function dateOfPemda(office: Office, now: Instant): string | null {
  const calendar = calendarOf(office, null);
  return calendar && localDate(calendar, now);
}

/** "9100001 – Jalan berlubang"; of a secret one only the id. */
export function nameComplaint({ desk }: Room, { channel }: Talk, trackingId: string): string {
  const complaint = desk.book.find(trackingId);
  const tame = channel === "wa" ? tameForWhatsApp : tameForMail;
  const title = complaint?.isSecret ? "" : tame(breakLinks(complaint?.title ?? ""), 50);
  return title === "" ? trackingId : `${trackingId} – ${title}`;
}
