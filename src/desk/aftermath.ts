import { addWorkingDays } from "../calendar/arithmetic.ts";
import type { Sql } from "../../db/open.ts";
import type { Instant } from "../calendar/contract.ts";
import { withoutMissingYear } from "../calendar/missing-year.ts";
import { calendarOf } from "../escalation/calendar-of.ts";
import type { Clerk } from "../escalation/clerk.ts";
import type { Alarm, AlarmBook, Changed, Escalation, Office } from "../escalation/contract.ts";
import {
  isCalledBack,
  isOfLastStep,
  noteArrived,
  noteTold,
  remindLater,
  settleCancelled,
  takeBack,
  untell,
} from "../escalation/settle.ts";
import type { Message } from "../outbox/contract.ts";
import type { OutboxStore } from "../outbox/store.ts";
import { openAddressBook } from "../people/addresses/store.ts";
import { fallBack } from "./mailbox.ts";

export interface AftermathParts {
  readonly sql: Sql;
  readonly alarms: AlarmBook;
  /** An address was switched off. */
  readonly onPeopleChanged: () => void;
  readonly clerk: Clerk;
  readonly outbox: OutboxStore;
  readonly office: () => Office;
}

const hopeful: ReadonlySet<Message["state"]> = new Set([
  "pending",
  "sending",
  "accepted",
  "delivered",
  "read",
]);

/** What became of messages, carried back to the runs that sent them. All of it inside the caller's transaction. */
export function openAftermath({ sql, clerk, outbox, alarms, office, onPeopleChanged }: AftermathParts) {
  const addresses = openAddressBook(sql);

  const ruleOf = ({ ruleVersionId }: Escalation) => office().ruleVersion(ruleVersionId);

  /** What became of a message changes its run only where it speaks of the step that fired last. */
  function change(row: Message, how: (run: Escalation, step: number) => Changed, now: Instant): void {
    const { escalationId } = row;
    if (escalationId === null || row.step === null) return;
    const changed = (run: Escalation) =>
      isOfLastStep(run, ruleOf(run), row) ? how(run, run.nextStep - 1) : unchanged(run);
    clerk.change(escalationId, changed, office(), now);
  }

  const isHopeless = (row: Message) => !outbox.siblings(row).some(({ state }) => hopeful.has(state));

  /** If nothing of the step can arrive any more, the step is taken back. */
  function giveUp(row: Message, why: "refused" | "expired", now: Instant): void {
    if (row.occurrence !== 0) change(row, (run, step) => remindLater(run, step, now), now);
    else if (isHopeless(row)) change(row, (run, step) => takeBack(run, step, why), now);
  }

  /** Two in a row switch an address off; between two emails one that arrived is known only once it can come back no more. */
  function blame(row: Message, at: Instant): void {
    if (row.channel === "email" && outbox.hasArrivedSince(row, at - bounceTime))
      addresses.noteGood("email", row.recipient);
    if (!addresses.noteBad(row.intended, row.recipient, at)) return;
    onPeopleChanged();
    alarms.raise(switchedOff(row), at);
  }

  /** Refused for good, or nobody there to read it: the other channel, or else somebody else. */
  function noteRefused(row: Message, at: Instant, isOurs: boolean): void {
    if (!isOurs) blame(row, at);
    if (!fallBack(outbox, row, office(), at)) giveUp(row, "refused", at);
  }

  /** Several of one run may have travelled together. */
  function tell(run: Escalation, rows: readonly StepMessage[], at: Instant): Changed {
    let told = unchanged(run);
    for (const row of rows) {
      const one = tellOne(told.escalation, row, row.kind === "digest" ? row.dueAt : at);
      told = { escalation: one.escalation, log: [...told.log, ...one.log] };
    }
    return told;
  }

  function tellOne(run: Escalation, row: StepMessage, at: Instant): Changed {
    if (isOfLastStep(run, ruleOf(run), row)) return noteTold(run, run.nextStep - 1, at);
    return isCalledBack(run, row) ? noteArrived(run, row, at) : unchanged(run);
  }

  const isTold = (row: Message) => outbox.siblings(row).some(({ toldAt }) => toldAt !== null);

  return {
    /** Accepted: the gap, reminders and the next step count from here. A digest counts from its 08.00. */
    noteTold(rows: readonly Message[], at: Instant): void {
      const numbers = rows.filter(({ intended }) => intended === "wa").map(({ recipient }) => recipient);
      for (const number of new Set(numbers)) addresses.noteGood("wa", number);
      const rowsByRun = Map.groupBy(rows.filter(isOfStep), ({ escalationId }) => escalationId);
      clerk.changeAll(
        [...rowsByRun.keys()],
        (run) => tell(run, rowsByRun.get(run.id) ?? [], at),
        office(),
        at,
      );
    },
    noteRefused,
    /**
     * Came back after the mail server had taken it: as if refused, and where the whole step came back nobody was told by it
     * (escalation.md section 5). Rows of one mail together: the address is blamed once.
     */
    noteBounced(
      rows: readonly Message[],
      { note, isOurs }: { note: string; isOurs: boolean },
      at: Instant,
    ): void {
      for (const row of rows) outbox.settle(row, "failed", { note });
      for (const row of rows)
        if (row.occurrence === 0 && !isTold(row))
          change(row, (run, step) => ({ escalation: untell(run, step), log: [] }), at);
      for (const [index, row] of rows.entries()) noteRefused(row, at, isOurs || index > 0);
    },
    /** Somebody decided that it shall not be sent: where it was the last of its step, the chain goes on without it. */
    noteCancelled(row: Message, at: Instant): void {
      if (row.occurrence === 0 && isHopeless(row))
        change(row, (run, step) => settleCancelled(run, step, at), at);
    },
    /**
     * Unsent for more than a working day: decided again from the present state (escalation.md section 9). Where working days
     * cannot be counted a day is enough: to decide again guesses nothing, and the judge holds what needs the missing year.
     */
    expireOld(now: Instant): number {
      const calendar = calendarOf(office(), null);
      if (!calendar) return 0;
      const old = outbox
        .waitingSince(now - daySeconds)
        .filter(
          ({ createdAt }) => withoutMissingYear(() => addWorkingDays(calendar, createdAt, 1) < now) ?? true,
        );
      for (const row of old) {
        outbox.settle(row, "expired", { note: "lewat satu hari kerja tanpa terkirim" });
        giveUp(row, "expired", now);
      }
      return old.length;
    },
  };
}

type StepMessage = Message & { readonly escalationId: number; readonly step: number };

function isOfStep(row: Message): row is StepMessage {
  return row.escalationId !== null && row.step !== null && row.kind !== "moved";
}

function unchanged(run: Escalation): Changed {
  return { escalation: run, log: [] };
}

const daySeconds = 86_400;
/** Mail servers give up after four or five days (RFC 5321 section 4.5.4.1); what has not come back by then has arrived. */
const bounceTime = 7 * daySeconds;

function switchedOff({ intended, holderId, person }: Message): Alarm {
  const [kind, whose] = intended === "wa" ? ["nomor", "WhatsApp"] : ["alamat", "email"];
  return {
    cause: `address:${intended}:${holderId}`,
    text: `Pesan ke ${kind} ${whose} ${person} dua kali ditolak, jadi ${kind} itu tidak dipakai lagi. Periksa lalu betulkan: siaga kontak ubah.`,
  };
}
