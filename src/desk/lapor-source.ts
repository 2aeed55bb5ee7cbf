import type { Sql } from "../../db/open.ts";
import { localDate, secondOfDay } from "../calendar/arithmetic.ts";
import type { Instant } from "../calendar/contract.ts";
import type { ComplaintBook } from "../complaints/store.ts";
import type { LaporApi } from "../connections/lapor.ts";
import { LaporFailure } from "../connections/lapor/failure.ts";
import type { Office } from "../escalation/contract.ts";
import type { Get } from "../sources/lapor/fetch-complaint.ts";
import { budgetAt } from "../sources/lapor/schedule.ts";
import type { LaporSettings } from "../sources/lapor/settings.ts";
import { openRoll } from "../sources/lapor/roll/store.ts";
import { type LaporSource, openLaporStore } from "../sources/lapor/store.ts";
import type { Alarms } from "./alarms.ts";
import { emptyCounts, type openIntake } from "./intake.ts";
import { findDue, isListDue, paceAfter, planNext } from "./lapor/agenda.ts";
import { noSecrets } from "./lapor/alarms.ts";
import { type Figures, noteAnswers, noteFailure } from "./lapor/outcome.ts";
import type { ReaderParts } from "./lapor/reader.ts";
import { BudgetSpent, type Listed, pollDue, pollList } from "./lapor/poll.ts";

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
  readonly onPolled: (figures: Figures) => void;
  readonly onFailed: (reason: string, wait: number) => void;
  /** A fault of our own. */
  readonly onBroken: (error: unknown) => void;
}

/** If the bot is killed in mid-poll, the next run waits this long. */
const guardWait = 60;
/** Without a token there is nothing to ask; somebody may switch the source off. */
const noSecretsWait = 300;
const night = { from: 3600, to: 5 * 3600 };

/** The API of LAPOR!, asked within its budget and beside everything else; what it says goes into the book at once. */
export function openLaporSource(parts: LaporSourceParts) {
  const { sql, alarms, intake, now } = parts;
  const store = openLaporStore(sql);
  const roll = openRoll(sql);
  const atomically = (work: () => void): void => sql.transaction(work).immediate();
  let open: { readonly key: string; readonly api: LaporApi } | null = null;
  let busy: Promise<boolean> | null = null;
  /** There was nothing to ask; not worth a word in the book. */
  let idleUntil: Instant = 0;
  let isClosing = false;
  /** The settings of the API under which all that is open was put on its roll: at start, and when they change. */
  let enrolledFor: string | null = null;

  function apiOf(settings: LaporSettings, connect: ConnectLapor): LaporApi {
    const key = JSON.stringify(settings);
    if (open?.key === key) return open.api;
    open?.api.close();
    open = { key, api: connect(settings) };
    return open.api;
  }

  async function poll(): Promise<boolean> {
    const source = store.read();
    if (!source || source.nextPollAt > now()) return false;
    if (!parts.connect) {
      alarms.raise(noSecrets, now());
      idleUntil = now() + noSecretsWait;
      return false;
    }
    const due = prepare(source);
    if (findDue(store, due.cursor, now()).length > 0 || isListDue(due, now())) {
      await ask(due, apiOf(source.settings, parts.connect));
      return true;
    }
    idleUntil = planNext(store, due, now());
    return false;
  }

  /** At night everybody is due. New complaints are on the roll since the book took them in (intake.ts). */
  function prepare(source: LaporSource): LaporSource {
    const date = nightOf(source, now());
    const settings = JSON.stringify(source.settings);
    if (date !== null || settings !== enrolledFor)
      atomically(() => {
        if (date !== null) store.wakeAll();
        roll.enrollAll();
      });
    enrolledFor = settings;
    const whole = date !== null && { night: date, listAt: 0, listPage: 1, isWholeList: true };
    return { ...source, cursor: { ...source.cursor, ...budgetAt(source.cursor, now()), ...whole } };
  }

  async function ask(source: LaporSource, api: LaporApi): Promise<void> {
    // written down before it is asked, so that a bot that is started again and again does not hammer
    store.savePoll(now() + guardWait, source.cursor);
    const { settings, cursor } = source;
    const counts = emptyCounts();
    const tally = { misshapen: 0 };
    let used = cursor.used;
    const get: Get = async (path) => {
      if (used >= settings.budget) throw new BudgetSpent();
      used++;
      return api.get(path);
    };
    const { people } = parts.office();
    const said = await hear({ ...parts, atomically, source, store, people, counts, tally, get });
    if (isClosing) return;
    const read = counts.new + counts.changed + counts.unchanged;
    const requests = used - cursor.used;
    atomically(() => {
      if (read > 0) intake.finish(counts, now());
      settle({ ...source, cursor: { ...cursor, used } }, said, { ...tally, read, requests });
    });
  }

  function settle(source: LaporSource, { listed, failure }: Said, figures: Figures): void {
    const ledger = { store, alarms, now: now() };
    if (failure) {
      const wait = noteFailure(ledger, failure, { cursor: source.cursor, random: parts.random() });
      parts.onFailed(failure.message, wait);
      return;
    }
    noteAnswers(ledger, figures, listed);
    const well = { ...source.cursor, ...listed?.cursor, failures: 0, failingSince: null };
    const cursor = paceAfter(well, figures.requests, source.settings.budget, now());
    store.savePoll(planNext(store, { ...source, cursor }, now()), cursor);
    parts.onPolled(figures);
  }

  function pollAlone(): Promise<boolean> {
    busy ??= poll()
      .catch((error: unknown) => {
        parts.onBroken(error);
        return false;
      })
      .finally(() => (busy = null));
    return busy;
  }

  return {
    /** Asks what is due now; resolves when that is in the book. False: there was nothing to ask. */
    poll: pollAlone,
    /** The same without waiting for it; `onDone` when there is news in the book. */
    start(onDone: () => void): void {
      if (!busy) void pollAlone().then((hasAsked) => (hasAsked ? onDone() : undefined));
    },
    isBusy: (): boolean => busy !== null,
    /** When it is asked next; null: it is off, or being asked. */
    nextAt(): Instant | null {
      const source = busy ? null : store.read();
      return source && Math.max(source.nextPollAt, idleUntil);
    },
    /** Whether something is due of which the API may know more, and can be asked within moments. */
    isBehind(since: Instant): boolean {
      const source = parts.connect ? store.read() : null;
      const isSoon = source !== null && (busy !== null || source.nextPollAt <= now() + soon);
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

const soon = 5;

interface Said {
  readonly listed: Listed | null;
  readonly failure: LaporFailure | null;
}

/** Asks until there is an end to it, to the budget, or to the API. */
async function hear(reading: ReaderParts): Promise<Said> {
  try {
    await pollDue(reading);
    return { listed: await pollList(reading), failure: null };
  } catch (error) {
    if (error instanceof LaporFailure) return { listed: null, failure: error };
    if (error instanceof BudgetSpent) return { listed: null, failure: null };
    throw error;
  }
}

/** The local date of a nightly catch-up that is due; null: none is. */
function nightOf({ zone, cursor }: LaporSource, now: Instant): string | null {
  const place = { zone: zone === "UTC" ? ("Asia/Jakarta" as const) : zone };
  const second = secondOfDay(place, now);
  const date = localDate(place, now);
  return second >= night.from && second < night.to && date !== cursor.night ? date : null;
}
