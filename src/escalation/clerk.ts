import type { Sql } from "../../db/open.ts";
import type { Instant } from "../calendar/contract.ts";
import type { Complaint } from "../complaints/contract.ts";
import type { ComplaintBook } from "../complaints/store.ts";
import type { Message } from "../outbox/contract.ts";
import type { Alarm, Draft, Escalation, Office, Verdict } from "./contract.ts";
import { decide } from "./decide.ts";
import { gatherFacts } from "./facts.ts";
import { planRuns } from "./runs.ts";
import { noteTold, takeBack } from "./settle.ts";
import { openEscalationStore } from "./store.ts";
import { end } from "./verdicts.ts";

/** Where the clerk puts messages and asks what became of them; the post room fulfils it. */
export interface Mailbox {
  post(draft: Draft, escalation: Escalation, now: Instant): void;
  supersede(escalationId: number, note: string): void;
  refusals(escalationId: number, step: number): ReadonlySet<string>;
  siblings(
    escalationId: number,
    step: number,
    occurrence: number,
  ): readonly { readonly state: Message["state"] }[];
}

/** Where alarms are kept until Kominfo was told and the cause is mended. */
export interface AlarmBook {
  raise(alarm: Alarm, now: Instant): void;
  clear(cause: string, now: Instant): void;
}

export interface ClerkParts {
  readonly sql: Sql;
  readonly book: ComplaintBook;
  readonly mailbox: Mailbox;
  readonly alarms: AlarmBook;
  readonly onPoison: (escalation: Escalation, error: unknown) => void;
}

export type Clerk = ReturnType<typeof openClerk>;

const batchSize = 500;
const poisonWait = 3600;

/** Carries out what the judge says: state, messages, log and alarms in one transaction. */
export function openClerk({ sql, book, mailbox, alarms, onPoison }: ClerkParts) {
  const store = openEscalationStore(sql);

  function carryOut(before: Escalation, { escalation, ...said }: Verdict, now: Instant): void {
    if (escalation !== before) store.save(escalation);
    if (said.supersede !== null) mailbox.supersede(escalation.id, said.supersede);
    for (const draft of said.drafts) mailbox.post(draft, before, now);
    store.log(escalation.id, said.log, now);
    for (const alarm of said.alarms) alarms.raise(alarm, now);
    for (const cause of said.cleared) alarms.clear(cause, now);
  }

  /** Returns the escalation as it stands afterwards. */
  function judge(escalation: Escalation, complaint: Complaint, office: Office, turn: Turn): Escalation {
    const refused = escalation.round > 0 ? mailbox.refusals(escalation.id, escalation.nextStep) : undefined;
    const facts = gatherFacts(escalation, complaint, office, refused);
    const verdict = decide(facts, turn.now, turn.mayFire);
    carryOut(escalation, verdict, turn.now);
    return verdict.escalation;
  }

  function judgeSafely(escalation: Escalation, office: Office, now: Instant): void {
    try {
      const complaint = book.find(escalation.trackingId);
      const after = complaint ? judge(escalation, complaint, office, { now, mayFire: true }) : escalation;
      if (isStuck(escalation, after, now)) throw new Error("still due, and nothing came of it");
    } catch (error) {
      // One row that cannot be judged must not stop the others: it comes back in an hour.
      onPoison(escalation, error);
      store.save({ ...escalation, dueAt: now + poisonWait });
    }
  }

  const fireBatch = sql.transaction((office: Office, now: Instant): number => {
    const due = store.due(now, batchSize);
    for (const escalation of due) judgeSafely(escalation, office, now);
    return due.length;
  });

  return {
    /** Brings the runs of one complaint up to what is known of it. Fires nothing. Call it inside a transaction. */
    review(complaint: Complaint, office: Office, now: Instant): void {
      const runs = store.ofComplaint(complaint.trackingId);
      const { moved, started } = planRuns(complaint, runs, office);
      for (const run of runs) {
        if (moved.includes(run)) carryOut(run, end(run, "moved", now), now);
        else if (run.state !== "ended") judge(run, complaint, office, { now, mayFire: false });
      }
      for (const run of started) judge(store.start(run, now), complaint, office, { now, mayFire: false });
    },
    /** Looks again at every run held for this reason, after what it waited for may have changed. */
    reviewHeld(reason: string, office: Office, now: Instant): void {
      for (const run of store.held(reason)) {
        const complaint = book.find(run.trackingId);
        if (complaint) judge(run, complaint, office, { now, mayFire: false });
      }
    },
    /** Fires what is due, one transaction a batch. Returns how many escalations were looked at; 0: nothing is due. */
    fireDue: (office: Office, now: Instant): number => fireBatch.immediate(office, now),
    nextDueAt: (): Instant | null => store.nextDueAt(),
    /** Messages were accepted: the gap, reminders and the next step count from here. Call it inside a transaction. */
    noteTold(rows: readonly Message[], office: Office, at: Instant): void {
      for (const row of rows) {
        if (row.escalationId === null || row.step === null) continue;
        const run = store.find(row.escalationId);
        const complaint = run && book.find(run.trackingId);
        if (!run || !complaint || run.state === "ended") continue;
        const told = noteTold(run, row.step, row.kind === "digest" ? row.dueAt : at);
        store.save(told);
        judge(told, complaint, office, { now: at, mayFire: false });
      }
    },
    /** A message was refused for good. If it was the last hope of its step, the step looks for somebody else. */
    noteRefused(row: Message, office: Office, at: Instant): void {
      if (row.escalationId === null || row.step === null || row.occurrence !== 0) return;
      const run = store.find(row.escalationId);
      const complaint = run && book.find(run.trackingId);
      if (!run || !complaint || run.state === "ended") return;
      const hasHope = mailbox.siblings(run.id, row.step, 0).some(({ state }) => hopeful.has(state));
      if (hasHope) return;
      const back = takeBack(run, row.step);
      store.save(back);
      store.log(run.id, [{ event: "refused", step: row.step, detail: { channel: row.intended } }], at);
      judge(back, complaint, office, { now: at, mayFire: false });
    },
  };
}

function isStuck(before: Escalation, after: Escalation, now: Instant): boolean {
  const isDue = after.dueAt !== null && after.dueAt <= now;
  return isDue && after.nextStep === before.nextStep && after.reminders === before.reminders;
}

interface Turn {
  readonly now: Instant;
  readonly mayFire: boolean;
}

const hopeful: ReadonlySet<Message["state"]> = new Set([
  "pending",
  "sending",
  "accepted",
  "delivered",
  "read",
]);
