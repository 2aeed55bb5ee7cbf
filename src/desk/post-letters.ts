import type { Instant } from "../calendar/contract.ts";
import type { Draft, Escalation, Letters } from "../escalation/contract.ts";
import type { RunName, SharedMessage } from "../outbox/enqueue/store.ts";
import type { OutboxStore } from "../outbox/store.ts";

interface Posting {
  readonly isTrial: boolean;
  readonly now: Instant;
}

/** Turns what the judge decided into rows of the outbox; what many runs say alike is written at once. */
export function postLetters(outbox: OutboxStore, letters: readonly Letters[], posting: Posting): void {
  for (const { drafts, round, runs } of sortAlike(letters)) {
    const messages = drafts.map((draft) => addressed(draft, round, posting));
    outbox.enqueueAll(messages, runs, posting.now);
  }
}

/** Runs that say the same to the same people, such as many complaints of one unit that fall due together. */
interface Mailing {
  readonly drafts: readonly Draft[];
  readonly round: number;
  readonly runs: RunName[];
}

function sortAlike(letters: readonly Letters[]): Iterable<Mailing> {
  const mailings = new Map<string, Mailing>();
  for (const { run, drafts } of letters) {
    const [first] = drafts;
    if (!first) continue;
    const key = samenessOf(run, first, drafts);
    let mailing = mailings.get(key);
    if (!mailing) mailings.set(key, (mailing = { drafts, round: run.round, runs: [] }));
    mailing.runs.push([run.id, run.trackingId]);
  }
  return mailings.values();
}

/** Drafts of one run differ only in who is told through what. */
function samenessOf({ round }: Escalation, first: Draft, drafts: readonly Draft[]): string {
  const { step, occurrence, unit, post, kind, reason, dueAt, unreachable } = first;
  let key = `${round} ${step} ${occurrence} ${unit.id} ${post} ${kind} ${reason} ${dueAt} ${unreachable}`;
  for (const { holder, channel, fallback } of drafts) key += ` ${holder.id} ${channel} ${fallback}`;
  return key;
}

function addressed(draft: Draft, round: number, { isTrial, now }: Posting): SharedMessage {
  const { holder, channel, step, occurrence } = draft;
  return {
    keyEnd: `/${step}.${round}/${occurrence}/h${holder.id}/${channel}`,
    channel: isTrial ? "folder" : channel,
    intended: channel,
    recipient: (channel === "wa" ? holder.wa : holder.email) ?? "",
    holderId: holder.id,
    person: holder.name,
    kind: draft.kind,
    step,
    round,
    occurrence,
    unitId: draft.unit.id,
    post: draft.post,
    reason: draft.reason,
    data: draft.unreachable === null ? null : JSON.stringify({ unreachable: draft.unreachable }),
    bundle: draft.kind === "digest" ? `digest ${draft.dueAt}` : null,
    fallback: draft.fallback,
    dueAt: draft.dueAt,
    notBefore: now,
  };
}
