import type { Sql } from "../../db/open.ts";
import { localDate, secondOfDay } from "../calendar/arithmetic.ts";
import type { Instant } from "../calendar/contract.ts";
import type { ComplaintBook } from "../complaints/store.ts";
import type { LaporApi } from "../connections/lapor.ts";
import { LaporFailure } from "../connections/lapor/failure.ts";
import type { Office } from "../escalation/contract.ts";
import type { Get } from "../sources/lapor/fetch-complaint.ts";
import { budgetAt, budgetOpensAt, type PollFailure, waitAfterFailure } from "../sources/lapor/schedule.ts";
import type { LaporSettings } from "../sources/lapor/settings.ts";
import { type Cursor, type LaporSource, openLaporStore } from "../sources/lapor/store.ts";
import type { Alarms } from "./alarms.ts";
import { emptyCounts, type openIntake } from "./intake.ts";
import {
  doorCause,
  failureAlarm,
  listAlarm,
  listCause,
  noSecrets,
  skippedAlarm,
  skippedCause,
} from "./lapor/alarms.ts";
import { BudgetSpent, lead, type Listed, pollDue, pollList } from "./lapor/poll.ts";

/** Opens the API at the place that the book names, with the secrets of this machine. */
export type ConnectLapor = (settings: LaporSettings) => LaporApi;

export interface LaporSourceParts {
  readonly sql: Sql;
  readonly book: ComplaintBook;
  readonly intake: ReturnType<typeof openIntake>;
  readonly alarms: Alarms;
  readonly office: () => Office;
  /** null: this machine has no secrets for it. */
  readonly connect: ConnectLapor | null;
  readonly now: () => Instant;
  /** In [0, 1). */
  readonly random: () => number;
  readonly onPolled: (tally: { read: number; skipped: number; requests: number }) => void;
  readonly onFailed: (reason: string, wait: number) => void;
  /** A fault of our own. */
  readonly onBroken: (error: unknown) => void;
}

export type LaporDoor = ReturnType<typeof openLaporSource>;

/** At the latest, for complaints that files brought meanwhile. */
const lookAgain = 300;
const betweenBatches = 2;
/** If the bot is killed in mid-poll, the next run waits this long. */
const guardWait = 60;
const night = { from: 3600, to: 5 * 3600 };

/** The API of LAPOR!, asked within its budget and beside everything else; what it says goes into the book at once. */
export function openLaporSource(parts: LaporSourceParts) {
  const { sql, alarms, intake, now } = parts;
  const store = openLaporStore(sql);
  let open: { readonly key: string; readonly api: LaporApi } | null = null;
  let busy: Promise<void> | null = null;
  let isClosing = false;

  function apiOf(settings: LaporSettings, connect: ConnectLapor): LaporApi {
    const key = JSON.stringify(settings);
    if (open?.key === key) return open.api;
    open?.api.close();
    open = { key, api: connect(settings) };
    return open.api;
  }

  /** Writes down that it is asked before it is asked, so that a bot that is started again and again does not hammer. */
  function begin({ cursor, zone }: LaporSource): Cursor {
    const at = now();
    const place = { zone: zone === "UTC" ? ("Asia/Jakarta" as const) : zone };
    const second = secondOfDay(place, at);
    const date = localDate(place, at);
    const isNight = second >= night.from && second < night.to && cursor.night !== date;
    if (isNight) store.wakeAll();
    store.enroll();
    const begun = { ...cursor, ...budgetAt(cursor, at), ...(isNight && wholeList(date)) };
    store.savePoll(at + guardWait, begun);
    return begun;
  }

  async function poll(): Promise<void> {
    const source = store.read();
    if (!source || source.nextPollAt > now()) return;
    if (!parts.connect) {
      alarms.raise(noSecrets, now());
      store.savePoll(now() + lookAgain, source.cursor);
      return;
    }
    await ask(source, apiOf(source.settings, parts.connect));
  }

  async function ask(source: LaporSource, api: LaporApi): Promise<void> {
    let cursor = begin(source);
    const { budget } = source.settings;
    const before = cursor.used;
    const get: Get = async (path) => {
      if (cursor.used >= budget) throw new BudgetSpent();
      cursor = { ...cursor, used: cursor.used + 1 };
      return api.get(path);
    };
    const counts = emptyCounts();
    const reading = {
      ...parts,
      people: parts.office().people,
      source: { ...source, cursor },
      store,
      counts,
      get,
    };
    let listed: Listed | null = null;
    let failure: LaporFailure | null = null;
    try {
      await pollDue(reading);
      listed = await pollList(reading);
    } catch (error) {
      if (error instanceof LaporFailure) failure = error;
      else if (!(error instanceof BudgetSpent)) throw error;
    }
    if (isClosing) return;
    const read = counts.new + counts.changed + counts.unchanged;
    if (read > 0) intake.finish(counts, now());
    if (failure) return fail(failure, cursor);
    const requests = cursor.used - before;
    if (requests > 0) settle({ listed, read, requests });
    const next = { ...cursor, ...listed?.cursor, failures: 0, failingSince: null };
    store.savePoll(nextPoll(source.settings, next), next);
  }

  function settle({ listed, read, requests }: Settled): void {
    const at = now();
    const faulty = store.faulty();
    if (read > 0 || listed?.trouble === null) {
      store.noteOk(at, at);
      alarms.clear(doorCause, at);
    } else store.noteError("jawaban API LAPOR! lain dari yang didokumentasikan", at);
    if (faulty.length > 0) alarms.raise(skippedAlarm(faulty), at);
    else alarms.clear(skippedCause, at);
    if (listed?.trouble) alarms.raise(listAlarm(listed.trouble), at);
    else if (listed) alarms.clear(listCause, at);
    parts.onPolled({ read, skipped: faulty.length, requests });
  }

  function fail(failure: LaporFailure, cursor: Cursor): void {
    const at = now();
    const kind = failureKind(failure);
    const failures = cursor.failures + 1;
    const failingSince = cursor.failingSince ?? at;
    const { retryAfter, message } = failure;
    const wait = waitAfterFailure(kind, { failures, retryAfter, random: parts.random() });
    store.noteError(message, at);
    const alarm = failureAlarm(kind, message, { failingSince, now: at });
    if (alarm) alarms.raise(alarm, at);
    store.savePoll(at + wait, { ...cursor, failures, failingSince });
    parts.onFailed(message, wait);
  }

  function nextPoll({ budget, listPath }: LaporSettings, cursor: Cursor): Instant {
    const at = now();
    const opensAt = budgetOpensAt(cursor, budget);
    if (opensAt !== null) return opensAt;
    const listAt = listPath === null ? Infinity : cursor.listAt;
    const [waiting] = store.queue({ now: at, soon: at + lead, before: at - lead, limit: 1 });
    const due = waiting === undefined ? (store.nextDueAt(at + lead, lead) ?? Infinity) : at;
    return Math.max(at + betweenBatches, Math.min(due, listAt, at + lookAgain));
  }

  return {
    /** Asks what is due now; resolves when that is in the book. */
    async poll(): Promise<void> {
      busy ??= poll()
        .catch((error: unknown) => parts.onBroken(error))
        .finally(() => (busy = null));
      await busy;
    },
    isBusy: (): boolean => busy !== null,
    /** When it is asked next; null: it is off, or being asked. */
    nextAt: (): Instant | null => (busy ? null : (store.read()?.nextPollAt ?? null)),
    /** Whether something is due of which the API may know more, and can be asked within moments. */
    isBehind(since: Instant): boolean {
      const source = parts.connect ? store.read() : null;
      if (!source || source.cursor.failures > 0) return false;
      const isSoon = busy !== null || source.nextPollAt <= now() + 2 * betweenBatches;
      return isSoon && store.isBehind(now(), since);
    },
    /** Breaks off what is under way. */
    async close(): Promise<void> {
      isClosing = true;
      open?.api.close();
      await busy;
    },
  };
}

interface Settled {
  readonly listed: Listed | null;
  readonly read: number;
  readonly requests: number;
}

function wholeList(date: string) {
  return { night: date, listAt: 0, listPage: 1, isWholeList: true };
}

function failureKind({ kind }: LaporFailure): PollFailure {
  if (kind === "unauthorized" || kind === "forbidden") return "refused";
  return kind === "busy" ? "busy" : "down";
}
