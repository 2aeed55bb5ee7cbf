import { isFaultOfFile } from "../../db/faults.ts";
import type { Sql } from "../../db/open.ts";
import type { Instant } from "../calendar/contract.ts";
import type { Complaint, Standing } from "../complaints/contract.ts";
import type { ComplaintBook } from "../complaints/store.ts";
import type {
  AlarmBook,
  Changed,
  Escalation,
  HeldReason,
  Letters,
  Mailbox,
  Office,
  Verdict,
} from "./contract.ts";
import { decide, type Occasion, staleness } from "./decide.ts";
import { gatherFacts } from "./facts.ts";
import type { RuleVersion } from "../rules/contract.ts";
import { noticeMoment } from "./notice-moment.ts";
import { freshRun, matchAgain, type NewRun, nextStepOf, planRuns } from "./runs.ts";
import { openEscalationStore, pageSize } from "./store.ts";
import { rebase } from "./rebase.ts";
import { withdraw } from "./settle.ts";
import { end, line } from "./verdicts.ts";

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

  /** `stored`: the run as it stands in the book. What it has to send, and what it found mended, only a fired step says. */
  function carryOut(stored: Escalation, said: Verdict, now: Instant): void {
    store.save(stored, said.escalation);
    if (said.supersede !== null) mailbox.supersede(stored.id, said.supersede);
    store.log(stored.id, said.log, now);
    for (const alarm of said.alarms) alarms.raise(alarm, now);
  }

  function consider(run: Escalation, complaint: Standing, office: Office, turn: Turn): Verdict {
    const refused = run.round > 0 ? mailbox.refusals(run.id, nextStepOf(run, office)) : undefined;
    return decide(gatherFacts(run, complaint, office, refused), turn.now, turn.occasion);
  }

  function judge(run: Escalation, complaint: Standing, office: Office, turn: Turn): void {
    carryOut(run, consider(run, complaint, office, turn), turn.now);
  }

  /** Runs beside their complaints, many read at once. */
  function* withComplaints(runs: readonly Escalation[]) {
    for (let from = 0; from < runs.length; from += pageSize) {
      const page = runs.slice(from, from + pageSize);
      const complaints = book.standingOf(page.map(({ trackingId }) => trackingId));
      for (const run of page) {
        const complaint = complaints.get(run.trackingId);
        if (complaint) yield { run, complaint };
      }
    }
  }

  function considerDue(most: number, office: Office, now: Instant): { run: Escalation; verdict: Verdict }[] {
    const due = store.due(now).slice(0, most);
    return Array.from(withComplaints(due), ({ run, complaint }) => {
      const verdict = consider(run, complaint, office, { now, occasion: "due" });
      if (isStuck(run, verdict.escalation, now)) throw new Error("still due, and nothing came of it");
      return { run, verdict };
    });
  }

  // What many runs say in the same words, to the same people or of the same cause, is written at once.
  const judgeBatch = sql.transaction((most: number, office: Office, now: Instant): Judged => {
    const judged = considerDue(most, office, now);
    for (const cause of new Set(judged.flatMap(({ verdict }) => verdict.cleared))) alarms.clear(cause, now);
    for (const { run, verdict } of judged) carryOut(run, verdict, now);
    const letters = judged.map(({ run, verdict }) => ({ run, drafts: verdict.drafts }));
    mailbox.post(letters, now);
    return { looked: judged.length, fired: letters.filter(isOfStep).length };
  });

  /** One run that cannot be judged or written must not stop the others: it is found by halving, and comes back in an hour. */
  function judgeSome(most: number, office: Office, now: Instant): Judged {
    try {
      return judgeBatch.immediate(most, office, now);
    } catch (error) {
      if (isFaultOfFile(error)) throw error;
      if (most > 1) return judgeSome(most >> 1, office, now);
      const [run] = store.due(now);
      if (!run) throw error;
      store.save(run, { ...run, dueAt: now + poisonWait });
      onPoison(run, error);
      return { looked: 1, fired: 0 };
    }
  }

  /** A new run enters the book as the judge leaves it: an import starts thousands, and writes each once. */
  function begin(run: NewRun, complaint: Complaint, office: Office, now: Instant): void {
    const verdict = decide(gatherFacts(freshRun(run, now), complaint, office), now, "news");
    const escalation = store.add(verdict.escalation);
    carryOut(escalation, { ...verdict, escalation }, now);
  }

  /** Written at once: the judge leaves a run alone that is paused or held by hand. */
  function rematch(run: Escalation, ...news: [Complaint, readonly string[], Office]): Escalation {
    const matched = matchAgain(run, ...news);
    store.save(run, matched);
    return matched;
  }

  function look(runs: readonly Escalation[], office: Office, turn: Turn): void {
    for (const { run, complaint } of withComplaints(runs)) judge(run, complaint, office, turn);
  }

  function move(run: Escalation, complaint: Complaint, office: Office, now: Instant): void {
    carryOut(run, end(run, "moved", now), now);
    const { calendar } = gatherFacts(run, complaint, office);
    mailbox.tellMoved(run, noticeMoment(calendar, now), now);
  }

  /** The same for several runs at once. Returns how many were there and had not ended. */
  function changeAll(ids: readonly number[], how: How, office: Office, now: Instant): number {
    const open = store.findAll(ids).filter(({ state }) => state !== "ended");
    for (const { run, complaint } of withComplaints(open)) {
      const { escalation, log } = how(run);
      store.log(run.id, log, now);
      carryOut(run, consider(escalation, complaint, office, { now, occasion: "news" }), now);
    }
    return open.length;
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
          judge(rematch(run, complaint, changedFields, office), complaint, office, {
            now,
            occasion: "news",
          });
      }
      for (const run of started) begin(run, complaint, office, now);
    },
    /** Looks again at every run held for this reason, after what it waited for may have changed. */
    reviewHeld(reason: HeldReason, office: Office, now: Instant): void {
      look(store.held(reason), office, { now, occasion: "news" });
    },
    /** Runs held for want of news go on where it has come. The others stay held, so that their alarm is told once. */
    releaseConfirmed(office: Office, now: Instant): void {
      for (const reason of ["stale", "missing_upstream"] as const)
        for (const { run, complaint } of withComplaints(store.held(reason)))
          if (staleness(gatherFacts(run, complaint, office), now)?.reason !== reason)
            judge(run, complaint, office, { now, occasion: "news" });
    },
    /** Every open run is counted again by changed calendars. Call it inside a transaction. Returns how many. */
    recount(office: Office, now: Instant): number {
      let count = 0;
      for (const runs of store.openPages()) {
        look(runs, office, { now, occasion: "recount" });
        count += runs.length;
      }
      return count;
    },
    /** One open run under another version of its rule. Call it inside a transaction. */
    rebase(run: Escalation, to: RuleVersion, office: Office, now: Instant): void {
      // numbers of steps change: what is still unsent goes out as the new version has it
      const { escalation, log } = withdraw(run);
      mailbox.supersede(run.id, "aturan diterapkan");
      const moved = rebase(escalation, office.ruleVersion(run.ruleVersionId), to);
      store.save(run, moved);
      const said = line("rebased", moved.nextStep, { rule: to.name, version: to.version });
      store.log(run.id, [...log, said], now);
      look([moved], office, { now, occasion: "rebase" });
    },
    /** Judges what is due, and fires what may fire, one transaction a batch. None looked at: nothing is due. */
    judgeDue: (office: Office, now: Instant): Judged => judgeSome(pageSize, office, now),
    nextDueAt: (): Instant | null => store.nextDueAt(),
    /** Changes one run and brings it up to date. False if it has ended or does not exist. Call it inside a transaction. */
    change: (id: number, how: How, office: Office, now: Instant): boolean =>
      changeAll([id], how, office, now) > 0,
    changeAll,
    ofComplaint: (trackingId: string): Escalation[] => store.ofComplaint(trackingId),
  };
}

type How = (run: Escalation) => Changed;

export interface Judged {
  /** Runs that were due. */
  readonly looked: number;
  /** Those of them whose step told somebody; the others sent a reminder, or are held. */
  readonly fired: number;
}

function isOfStep({ drafts: [first] }: Letters): boolean {
  return first !== undefined && first.kind !== "reminder";
}

function isStuck(before: Escalation, after: Escalation, now: Instant): boolean {
  const isDue = after.dueAt !== null && after.dueAt <= now;
  return isDue && after.nextStep === before.nextStep && after.reminders === before.reminders;
}

interface Turn {
  readonly now: Instant;
  readonly occasion: Occasion;
}
