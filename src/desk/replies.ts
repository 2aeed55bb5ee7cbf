import type { Instant } from "../calendar/contract.ts";
import type { Office } from "../escalation/contract.ts";
import type { Message } from "../outbox/contract.ts";
import type { Holder } from "../people/contract.ts";
import { holdersAt } from "../people/lookup.ts";
import { noNumberText, notHandled } from "../replies/answers.ts";
import type { Command } from "../replies/contract.ts";
import { parseReply } from "../replies/parse.ts";
import type { Desk } from "./desk.ts";
import { answerHolder, silence } from "./replies/answer-holder.ts";
import { deliverAnswer } from "./replies/deliver.ts";
import { type Incoming, openInbox, type Stored } from "./replies/inbox.ts";
import { dateOfPemda } from "./replies/own.ts";
import { openRecords } from "./replies/records.ts";
import { registerNumber } from "./replies/register.ts";
import { addressesOf, type Answer, type Room, type Talk } from "./replies/talk.ts";

export type { Incoming };

export interface RepliesParts {
  readonly desk: Desk;
  readonly office: () => Office;
  readonly onPeopleChanged: () => void;
  readonly onPoison: (error: unknown) => void;
}

/** More replies of one sender within an hour are not read: a person does not write so many. */
const mostAnHour = 20;
const hour = 3600;

/** Journals what officials send back, then handles each reply once, in one transaction (escalation.md section 6). */
export function openReplies({ desk, office, onPeopleChanged, onPoison }: RepliesParts) {
  const inbox = openInbox(desk.sql);
  const records = openRecords(desk.sql);
  const room: Room = { desk, records, office, onPeopleChanged };

  function handle(stored: Stored, now: Instant): string {
    const { channel, sender } = stored;
    const holders = findHolders(office(), stored, now);
    const command = parseReply(stored.text ?? "");
    if (sender === null || (holders.length === 0 && command?.kind !== "register")) {
      // Nothing is kept of strangers, neither their number nor their words.
      inbox.forget(stored.key);
      return sender === null ? "hidden_sender" : "unknown_sender";
    }
    const address = sender;
    const answer =
      records.handledSince(sender, now - hour) >= mostAnHour
        ? silence("rate_limited")
        : decide(command, { ...stored, address, holders, now, at: Math.min(stored.at, now) });
    const [person] = holders;
    const to = {
      key: stored.key,
      channel,
      address,
      person: person?.name ?? "",
      holderId: person?.id ?? null,
    };
    deliverAnswer({ outbox: desk.outbox, records }, to, answer, now);
    inbox.settle(stored.key, answer.outcome, now);
    return answer.outcome;
  }

  function decide(command: Command | null, reply: Reply): Answer {
    if (command?.kind === "register") return register(command.code, reply);
    const talk: Talk = { ...reply, quoted: [] };
    return answerHolder(room, { ...talk, quoted: findQuoted(talk, reply.quotedWireId) }, command);
  }

  function register(code: string, reply: Reply): Answer {
    const { channel, holders } = reply;
    if (channel !== "wa") return { outcome: "no_number", text: noNumberText };
    const answer = registerNumber(room, code, reply);
    // A code that is wrong gets no answer from an unknown number: the bot does not chat with strangers.
    return answer.outcome === "unknown" && holders.length === 0 ? silence("unknown") : answer;
  }

  /** Only messages that went to the sender: an id alone proves nothing. */
  function findQuoted(talk: Talk, wireId: string | null): Message[] {
    if (wireId === null) return [];
    const mine = new Set(addressesOf(talk));
    const ids = new Set(talk.holders.map(({ id }) => id));
    return records
      .byWire(wireId)
      .filter(({ recipient, holderId }) => mine.has(recipient) || ids.has(holderId ?? 0));
  }

  const handleWhole = desk.sql.transaction(handle);

  function handleSafely(stored: Stored, now: Instant): string {
    try {
      return handleWhole.immediate(stored, now);
    } catch (error) {
      onPoison(error);
      onPeopleChanged(); // whatever was half done is undone
      return handleFailed(stored, now);
    }
  }

  /** One reply that cannot be handled must not stop the others; its sender hears of it. */
  function handleFailed({ key, channel, sender }: Stored, now: Instant): string {
    return desk.sql
      .transaction(() => {
        const to = { key, channel, address: sender ?? "", person: "", holderId: null };
        const answer = { outcome: "failed", text: sender === null ? null : notHandled };
        deliverAnswer({ outbox: desk.outbox, records }, to, answer, now);
        inbox.settle(key, answer.outcome, now);
        return answer.outcome;
      })
      .immediate();
  }

  return {
    /** Stores a message before its sender is told that it arrived; a repeated delivery changes nothing. */
    journal: (message: Incoming): void => inbox.put(message),
    /** Handles what waits; the text is forgotten with it. Returns the outcomes. */
    handleWaiting(now: Instant): string[] {
      const outcomes: string[] = [];
      for (let batch = inbox.waiting(); batch.length > 0; batch = inbox.waiting())
        outcomes.push(...batch.map((stored) => handleSafely(stored, now)));
      // whoever guesses codes is a stranger too, of whom nothing is kept
      if (outcomes.length > 0) inbox.forgetIdle(now - hour);
      return outcomes;
    },
  };
}

/** A reply whose sender is known by number or mailbox; `holders` is empty for one who is about to register. */
type Reply = Omit<Talk, "quoted"> & { readonly quotedWireId: string | null };

function findHolders(office: Office, { channel, sender }: Stored, now: Instant): readonly Holder[] {
  const date = dateOfPemda(office, now);
  return sender === null || date === null ? [] : holdersAt(office.people, channel, sender, date);
}
