import type { Instant } from "../calendar/contract.ts";
import type { Office } from "../escalation/contract.ts";
import type { Message } from "../outbox/contract.ts";
import { openAddressBook } from "../people/addresses/store.ts";
import { UserError } from "../user-error.ts";
import type { Composed } from "../outbox/post-room.ts";
import type { Desk } from "./desk.ts";
import { addressOf } from "./mailbox.ts";
import { openThreads } from "./threads.ts";

/**
 * "same": under the id under which it may have arrived; "fresh": in words of today; "decided": its step was taken back, so
 * the judge decides anew whom to tell.
 */
export type Resent = "same" | "fresh" | "decided";

export interface ResendParts {
  readonly desk: Desk;
  readonly office: Office;
  /** The words as they would be today. */
  readonly compose: (rows: readonly Message[], now: Instant) => Composed;
}

const again: ReadonlySet<Message["state"]> = new Set(["failed", "expired", "cancelled"]);

/**
 * Lets a message that failed, expired or was cancelled leave after all. Throws UserError where that would tell somebody
 * twice, or of something that is over. Call it inside a transaction.
 */
export function resend(parts: ResendParts, row: Message, now: Instant): Resent {
  const { desk, office } = parts;
  if (!again.has(row.state)) throw new UserError(`Pesan ${row.id} ${whyNot(row.state)}`);
  refuseTwice(desk, row);
  const current = { ...row, recipient: addressOf(office, row) ?? row.recipient };
  refuseUnwanted(parts, current, now);
  trustAddress(desk, current, now);
  const run = row.escalationId === null ? null : desk.escalations.find(row.escalationId);
  const isTakenBack = run !== null && row.occurrence === 0 && run.nextStep <= (row.step ?? 0);
  if (run && isTakenBack) return decideAnew(parts, row, now);
  const isSame = row.recipient === current.recipient && mayHaveArrived(row) && isKept(desk, row);
  desk.outbox.revive(current, { isSame, isTrial: office.doors.isTrial }, now);
  return isSame ? "same" : "fresh";
}

function whyNot(state: Message["state"]): string {
  if (state === "pending" || state === "sending")
    return "masih menunggu dikirim, jadi tidak perlu dikirim ulang.";
  if (state === "superseded") return "sudah tidak berlaku. Sebabnya: siaga pesan lihat.";
  return "sudah terkirim, jadi tidak dikirim ulang.";
}

function refuseTwice({ outbox }: Desk, row: Message): void {
  const other = outbox.replacementOf(row);
  if (other !== null)
    throw new UserError(
      `Pesan ${row.id} tidak dikirim ulang: ${row.person} sudah diberi tahu, atau akan diberi tahu, lewat pesan ${other}.`,
    );
}

function refuseUnwanted({ compose }: ResendParts, row: Message, now: Instant): void {
  const [dropped] = compose([row], now).drop;
  if (dropped) throw new UserError(`Pesan ${row.id} tidak dikirim ulang: ${dropped.note}.`);
}

/** The operator vouches for the address: its failures are forgotten, a STOP is not. */
function trustAddress({ sql, alarms }: Desk, { intended, recipient, holderId }: Message, now: Instant): void {
  const addresses = openAddressBook(sql);
  if (addresses.isStopped(intended, recipient))
    throw new UserError(`Penerima menghentikan pesan ke ${recipient} (STOP), jadi tidak dikirim ulang.`);
  addresses.forgive(intended, recipient);
  alarms.clear(`address:${intended}:${holderId}`, now);
  if (intended === "wa") openThreads(sql, () => now).forgetNumber(recipient);
}

function decideAnew({ desk, office }: ResendParts, row: Message, now: Instant): Resent {
  desk.outbox.settle(row, "superseded", { note: "dikirim ulang: diputuskan lagi menurut keadaan sekarang" });
  if (row.escalationId !== null)
    desk.clerk.change(row.escalationId, (escalation) => ({ escalation, log: [] }), office, now);
  return "decided";
}

/** A letter of last month is forgotten: nothing could go out again as it was. */
function isKept({ outbox }: Desk, { wireId }: Message): boolean {
  return wireId !== null && outbox.envelope(wireId) !== null;
}

/** What was refused at its first try reached nobody; of everything else that was handed over nobody can be sure. */
function mayHaveArrived({ wireId, state, attempts, acceptedAt }: Message): boolean {
  const wasRefused = state === "failed" && acceptedAt === null && attempts <= 1;
  return wireId !== null && !wasRefused;
}
