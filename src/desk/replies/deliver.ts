import type { Instant } from "../../calendar/contract.ts";
import type { Content } from "../../outbox/contract.ts";
import type { NewMessage } from "../../outbox/enqueue/store.ts";
import type { OutboxStore } from "../../outbox/store.ts";
import { quietFromNow } from "../../replies/answers.ts";
import type { Answer } from "./talk.ts";
import type { Records } from "./records.ts";

/** Two machines that answer each other are cut short: after so many answers within ten minutes, an hour of silence. */
const mostAnswers = 5;
const answersWithin = 600;
const quietFor = 3600;
/** A machine that takes its time would else be answered all day long. */
const mostADay = 60;
const day = 86_400;

/** Before all that waits: somebody sits with the phone in hand. */
const first: Instant = 0;

export interface Addressee {
  readonly key: string;
  readonly channel: "wa" | "email";
  readonly address: string;
  readonly person: string;
  readonly holderId: number | null;
}

/**
 * Puts an answer into the outbox, once for each reply. The first one too many is kept as cancelled, so that Kominfo sees it
 * and the silence is counted from there.
 */
export function deliverAnswer(
  { outbox, records }: { outbox: OutboxStore; records: Records },
  to: Addressee,
  { text, trackingId }: Answer,
  now: Instant,
): void {
  if (text === null || records.isQuietSince(to.channel, to.address, now - quietFor)) return;
  const since = (moment: Instant) => records.answersSince(to.channel, to.address, moment);
  const left = Math.min(mostAnswers - since(now - answersWithin), mostADay - since(now - day));
  const said = left === 1 ? `${text}\n\n${quietFromNow}` : text;
  const row = rowOf(to, { text: said, trackingId: trackingId ?? null }, now);
  if (left > 0) outbox.enqueue(row, now);
  else outbox.withhold(row, "terlalu banyak balasan dalam waktu singkat", now);
}

function rowOf(
  { key, channel, address, person, holderId }: Addressee,
  { text, trackingId }: { text: string; trackingId: string | null },
  now: Instant,
): NewMessage {
  const subject = trackingId === null ? "[SIAGA] Jawaban" : `[LAPOR ${trackingId}] Jawaban Siaga`;
  const content: Content = { subject, text, html: null, thread: trackingId };
  return {
    key: `reply/${key}`,
    channel,
    intended: channel,
    recipient: address,
    holderId,
    person,
    kind: "reply",
    trackingId,
    escalationId: null,
    step: null,
    round: 0,
    occurrence: null,
    unitId: null,
    post: null,
    reason: "reply",
    data: JSON.stringify(content),
    bundle: null,
    fallback: null,
    dueAt: now,
    notBefore: first,
  };
}
