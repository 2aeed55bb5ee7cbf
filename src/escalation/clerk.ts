import type { Sql } from "../../db/open.ts";
import type { Instant } from "../calendar/contract.ts";
import type { Complaint } from "../complaints/contract.ts";
import type { ComplaintBook } from "../complaints/store.ts";
import type { Alarm, Draft, Escalation, HeldReason, LogLine, Office, Verdict } from "./contract.ts";
import { decide, type Occasion, staleness } from "./decide.ts";
import { gatherFacts } from "./facts.ts";
import type { RuleVersion } from "../rules/contract.ts";
import { noticeMoment } from "./notice-moment.ts";
import { freshRun, matchAgain, type NewRun, planRuns } from "./runs.ts";
import { openEscalationStore } from "./store.ts";
import { rebase } from "./rebase.ts";
import { withdraw } from "./settle.ts";
import { end, line } from "./verdicts.ts";

/** Where the clerk puts messages and asks what became of them; the post room fulfils it. */
export interface Mailbox {
  post(draft: Draft, escalation: Escalation, now: Instant): void;
  supersede(escalationId: number, note: string): void;
  refusals(escalationId: number, step: number): ReadonlySet<string>;
  /** Tells each person who was told in this run, once and by the same channel, that it is theirs no longer. */
  tellMoved(run: Escalation, notBefore: Instant, now: Instant): void;
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
    const verdict = decide(facts, turn.now, turn.occasion);
    carryOut(escalation, verdict, turn.now);
    return verdict.escalation;
  }

  function judgeSafely(escalation: Escalation, office: Office, now: Instant): void {
    try {
      const complaint = book.find(escalation.trackingId);
      const after = complaint ? judge(escalation, complaint, office, { now, occasion: "due" }) : escalation;
      if (isStuck(escalation, after, now)) throw new Error("still due, and nothing came of it");
    } catch (error) {
      // One row that cannot be judged must not stop the others: it comes back in an hour.
      onPoison(escalation, error);
      store.save({ ...escalation, dueAt: now + poisonWait });
    }
  }

  const fireBatch = sql.transaction((office: Office, now: Instant): number => {
    const due = store.due(now);
    for (const escalation of due) judgeSafely(escalation, office, now);
    return due.length;
  });

  /** A new run enters the book as the judge leaves it: an import starts thousands, and writes each once. */
  function begin(run: NewRun, complaint: Complaint, office: Office, now: Instant): void {
    const verdict = decide(gatherFacts(freshRun(run, now), complaint, office), now, "news");
    const escalation = store.add(verdict.escalation);
    carryOut(escalation, { ...verdict, escalation }, now);
  }

  /** Written at once: the judge leaves a run alone that is paused or held by hand. */
  function rematch(run: Escalation, ...news: [Complaint, readonly string[], Office]): Escalation {
    const matched = matchAgain(run, ...news);
    if (matched !== run) store.save(matched);
    return matched;
  }

  function look(run: Escalation, office: Office, turn: Turn): void {
    const complaint = book.find(run.trackingId);
    if (complaint) judge(run, complaint, office, turn);
  }

  function move(run: Escalation, complaint: Complaint, office: Office, now: Instant): void {
    carryOut(run, end(run, "moved", now), now);
    const { calendar } = gatherFacts(run, complaint, office);
    mailbox.tellMoved(run, noticeMoment(calendar, now), now);
  }

  return {
    /**
     * Brings the runs of one complaint up to what is known of it. Fires nothing. `changedFields` are those that its source
     * changed just now. Call it inside a transaction.
     */
    review(complaint: Complaint, office: Office, now: Instant, changedFields: readonly string[] = []): void {
      const runs = store.ofComplaint(complaint.trackingId);
      const { moved, started } = planRuns(complaint, runs, office);
      for (const run of runs) {
        if (moved.includes(run)) move(run, complaint, office, now);
        else if (run.state !== "ended")
          judge(rematch(run, complaint, changedFields, office), complaint, office, { now, occasion: "news" });
      }
      for (const run of started) begin(run, complaint, office, now);
    },
    /** Looks again at every run held for this reason, after what it waited for may have changed. */
    reviewHeld(reason: HeldReason, office: Office, now: Instant): void {
      for (const run of store.held(reason)) look(run, office, { now, occasion: "news" });
    },
    /** Runs held for want of news go on where it has come. The others stay held, so that their alarm is told once. */
    releaseConfirmed(office: Office, now: Instant): void {
      for (const reason of ["stale", "missing_upstream"] as const)
        for (const run of store.held(reason)) {
          const complaint = book.find(run.trackingId);
          if (complaint && staleness(gatherFacts(run, complaint, office), now)?.reason !== reason)
            judge(run, complaint, office, { now, occasion: "news" });
        }
    },
    /** Every open run is counted again by changed calendars. Call it inside a transaction. Returns how many. */
    recount(office: Office, now: Instant): number {
      const runs = store.open();
      for (const run of runs) look(run, office, { now, occasion: "recount" });
      return runs.length;
    },
    /** One open run under another version of its rule. Call it inside a transaction. */
    rebase(run: Escalation, to: RuleVersion, office: Office, now: Instant): void {
      // numbers of steps change: what is still unsent goes out as the new version has it
      const { escalation, log } = withdraw(run);
      mailbox.supersede(run.id, "aturan diterapkan");
      const moved = rebase(escalation, office.ruleVersion(run.ruleVersionId), to);
      store.save(moved);
      const said = line("rebased", moved.nextStep, { rule: to.name, version: to.version });
      store.log(run.id, [...log, said], now);
      look(moved, office, { now, occasion: "rebase" });
    },
    /** Fires what is due, one transaction a batch. Returns how many escalations were looked at; 0: nothing is due. */
    fireDue: (office: Office, now: Instant): number => fireBatch.immediate(office, now),
    nextDueAt: (): Instant | null => store.nextDueAt(),
    /** Changes one run and brings it up to date. False if it has ended or does not exist. Call it inside a transaction. */
    change(id: number, how: (run: Escalation) => Changed, office: Office, now: Instant): boolean {
      const run = store.find(id);
      if (!run || run.state === "ended") return false;
      const { escalation, log } = how(run);
      if (escalation !== run) store.save(escalation);
      store.log(id, log, now);
      look(escalation, office, { now, occasion: "news" });
      return true;
    },
    ofComplaint: (trackingId: string): Escalation[] => store.ofComplaint(trackingId),
  };
}

/** What somebody did to a run, and how the log tells it. */
export interface Changed {
  readonly escalation: Escalation;
  readonly log: readonly LogLine[];
}

function isStuck(before: Escalation, after: Escalation, now: Instant): boolean {
  const isDue = after.dueAt !== null && after.dueAt <= now;
  return isDue && after.nextStep === before.nextStep && after.reminders === before.reminders;
}

interface Turn {
  readonly now: Instant;
  readonly occasion: Occasion;
}
