import type { Mailbox, Office } from "../escalation/contract.ts";
import type { Instant } from "../calendar/contract.ts";
import type { NoticeView } from "../messages/contract.ts";
import type { Message } from "../outbox/contract.ts";
import type { Holder } from "../people/contract.ts";
import { postKey } from "../people/post-key.ts";
import type { NewMessage } from "../outbox/enqueue/store.ts";
import type { OutboxStore } from "../outbox/store.ts";
import { postLetters } from "./post-letters.ts";

/** Turns what the judge decided into rows of the outbox. Until sending is switched on they go to the folder. */
export function createMailbox(outbox: OutboxStore, office: () => Office): Mailbox {
  return {
    post: (letters, now) => postLetters(outbox, letters, { isTrial: office().doors.isTrial, now }),
    supersede: (escalationId, note) => outbox.supersede(escalationId, note),
    refusals: (escalationId, next) => outbox.refusals(escalationId, next),
    tellMoved(run, notBefore, now) {
      for (const row of oneOfEach(outbox.told(run.id), office()))
        outbox.enqueue(
          movedAway(reachable(row, office()), { isTrial: office().doors.isTrial, notBefore }),
          now,
        );
    },
  };
}

/** The first message of each person: who holds two posts is one person, known by a number or mailbox that both have. */
function oneOfEach(rows: readonly Message[], office: Office): Message[] {
  const known = new Set<string | number>();
  return rows.filter((row) => {
    const holder = holderOf(office, row);
    const names = [row.recipient, row.holderId, holder?.wa, holder?.email].filter(
      (name) => name !== null && name !== undefined,
    );
    const isNew = !names.some((name) => known.has(name));
    for (const name of names) known.add(name);
    return isNew;
  });
}

/** By the same channel, but by email to who said STOP since. */
function reachable(row: Message, office: Office): Message {
  const holder = holderOf(office, row);
  if (row.intended !== "wa" || !holder?.waStopped || holder.email === null) return row;
  return { ...row, intended: "email", recipient: holder.email };
}

/** "Tidak lagi ditujukan kepada OPD Anda", to whom `row` told it first. */
function movedAway(
  row: Message,
  { isTrial, notBefore }: { isTrial: boolean; notBefore: Instant },
): NewMessage {
  const view: NoticeView = {
    person: row.person,
    subject: `[LAPOR ${row.trackingId}] Tidak lagi ditujukan kepada OPD Anda`,
    sentences: [
      `Laporan ${row.trackingId} di LAPOR! kini ditujukan kepada OPD lain.`,
      "Tidak ada lagi yang perlu Bapak/Ibu lakukan untuk laporan ini. Terima kasih.",
    ],
    items: [],
    thread: row.trackingId,
  };
  return {
    ...row,
    key: `e${row.escalationId}/moved/h${row.holderId}`,
    channel: isTrial ? "folder" : row.intended,
    kind: "moved",
    reason: "moved",
    data: JSON.stringify(view),
    bundle: null,
    fallback: null,
    dueAt: notBefore,
    notBefore,
  };
}

/** A refused message goes to the same person through the other channel, where the step allows one. */
export function fallBack(outbox: OutboxStore, row: Message, office: Office, now: Instant): boolean {
  const channel = row.fallback;
  if (channel !== "wa" && channel !== "email") return false;
  const recipient = addressOf(office, { ...row, intended: channel });
  if (!recipient) return false;
  const key = row.key.replace(/\/(wa|email)$/u, `/${channel}`);
  return outbox.enqueue(
    {
      ...row,
      key,
      channel: office.doors.isTrial ? "folder" : channel,
      intended: channel,
      recipient,
      fallback: null,
      notBefore: now,
    },
    now,
  );
}

/** The address that the person of a message has today for its channel; null: none, or not in that post any more. */
export function addressOf(
  office: Office,
  row: Pick<Message, "unitId" | "post" | "holderId" | "intended">,
): string | null {
  return holderOf(office, row)?.[row.intended] ?? null;
}

/** The person of a message in the post for which it is; null: not any more. */
export function holderOf(
  { people }: Office,
  { unitId, post, holderId }: Pick<Message, "unitId" | "post" | "holderId">,
): Holder | null {
  const holders = people.holdersByPost.get(postKey(unitId ?? 0, post ?? ""));
  return holders?.find(({ id }) => id === holderId) ?? null;
}
