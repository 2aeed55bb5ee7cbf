import type { LaporFailure } from "../../connections/lapor/failure.ts";
import type { Instant } from "../../calendar/contract.ts";
import { type PollFailure, waitAfterFailure } from "../../sources/lapor/schedule.ts";
import type { Cursor, LaporStore } from "../../sources/lapor/store.ts";
import type { Alarms } from "../alarms.ts";
import { doorCause, failureAlarm, listAlarm, listCause, skippedAlarm, skippedCause } from "./alarms.ts";
import type { Listed } from "./poll.ts";

export interface Ledger {
  readonly store: LaporStore;
  readonly alarms: Alarms;
  readonly now: Instant;
}

/** What one poll did. */
export interface Figures {
  /** Complaints that were read. */
  readonly read: number;
  /** Complaints whose answers were not of the documented shape. */
  readonly misshapen: number;
  readonly requests: number;
}

/** The API answered: what came of it, and what it could not be understood in. Call it inside a transaction. */
export function noteAnswers(ledger: Ledger, { read, misshapen }: Figures, listed: Listed | null): void {
  const { store, alarms, now } = ledger;
  if (read > 0 || listed?.trouble === null) {
    store.noteOk(now);
    alarms.clear(doorCause, now);
  } else if (misshapen > 0) store.noteError("jawaban API LAPOR! lain dari yang didokumentasikan", now);
  const faulty = store.faulty();
  if (faulty.length > 0) alarms.raise(skippedAlarm(faulty), now);
  else alarms.clear(skippedCause, now);
  if (listed?.trouble) alarms.raise(listAlarm(listed.trouble), now);
  else if (listed) alarms.clear(listCause, now);
}

/** It did not: how long it is left alone. Call it inside a transaction. Returns the seconds. */
export function noteFailure(
  { store, alarms, now }: Ledger,
  failure: LaporFailure,
  { cursor, random }: { cursor: Cursor; random: number },
): number {
  const kind = failureKind(failure);
  const failures = cursor.failures + 1;
  const failingSince = cursor.failingSince ?? now;
  const wait = waitAfterFailure(kind, { failures, retryAfter: failure.retryAfter, random });
  store.noteError(failure.message, now);
  const alarm = failureAlarm(kind, failure.message, { failingSince, now });
  if (alarm) alarms.raise(alarm, now);
  store.savePoll(now + wait, { ...cursor, failures, failingSince });
  return wait;
}

function failureKind({ kind }: LaporFailure): PollFailure {
  if (kind === "unauthorized" || kind === "forbidden") return "refused";
  return kind === "busy" ? "busy" : "down";
}
