import { isFaultOfFile } from "../../db/faults.ts";
import { addTaken } from "../sources/webhook/figures.ts";
import { createBucket } from "../sources/webhook/rate.ts";
import {
  type Letter,
  readLetter,
  readSignature,
  type WebhookRequest,
} from "../sources/webhook/read-request.ts";
import type { Refusal } from "../sources/webhook/refusal.ts";
import { openWebhookStore, type TakenRequest } from "../sources/webhook/store.ts";
import { emptyCounts, type IntakeCounts, type openIntake } from "./intake.ts";
import * as answers from "./webhook/answers.ts";
import { gather } from "./webhook/gather.ts";
import { type LedgerParts, openLedger } from "./webhook/ledger.ts";

export interface WebhookSettings {
  /** The one in use, and while it is being replaced also the one before. */
  readonly secrets: readonly string[];
  /** Signed requests a minute. */
  readonly perMinute?: number;
}

export interface WebhookParts extends WebhookSettings, Omit<LedgerParts, "store"> {
  readonly intake: ReturnType<typeof openIntake>;
  readonly elapsedMs: () => number;
  /** Follows what other programs changed: an office that was mapped a moment ago is known. */
  readonly sync: () => void;
  /** False while the wall clock jumped: nothing is taken, and senders come again. */
  readonly isTimeRight: () => boolean;
  /** Fires what the news made due, in the transaction that took it. */
  readonly fire: () => void;
  readonly onTaken: (figures: { taken: number; repeated: number }) => void;
  /** A fault of our own, or of the disk. */
  readonly onFailed: (error: unknown) => void;
}

const usualRate = 1200;
/** Requests that share one commit, at most: so long does the bot do nothing else. */
const largestGroup = 100;
/** About what one commit takes. */
const patienceMs = 5;
/** A sender that comes again after a week has lost track itself. */
const keptFor = 7 * 86_400;
const sweepEvery = 3600;

interface Entry {
  readonly letter: Letter;
  readonly outcome: TakenRequest["outcome"];
  readonly isRepeated: boolean;
}

/** Complaints that another program sends: checked, gathered, and answered once they are durable. */
export function openWebhookSource(parts: WebhookParts) {
  const { sql, intake, now } = parts;
  const store = openWebhookStore(sql);
  const ledger = openLedger({ ...parts, store });
  const bucket = createBucket({ perMinute: parts.perMinute ?? usualRate }, parts.elapsedMs);
  let sweptAt = 0;
  let isClosing = false;

  function refuse(refusal: Refusal): answers.WebhookAnswer {
    ledger.note(refusal);
    return answers.refused(refusal);
  }

  /** Returns "reused" for a key that came with another content. */
  function takeOne(letter: Letter, counts: IntakeCounts): Entry | "reused" {
    const known = store.find(letter);
    if (known) {
      const isReused = known.key === letter.key && known.content !== letter.content;
      return isReused ? "reused" : { letter, outcome: known.outcome, isRepeated: true };
    }
    const before = { ...counts };
    intake.receive([letter.update], { source: "webhook", asOf: letter.asOf }, counts, now());
    const outcome =
      counts.new > before.new ? "new" : counts.changed > before.changed ? "changed" : "unchanged";
    const { key, request, content, update } = letter;
    store.add({ key, request, content, trackingId: update.trackingId, outcome, at: now() });
    return { letter, outcome, isRepeated: false };
  }

  /** One complaint that breaks something must not cost the others their place; a disk that fails is everybody's. */
  function takeSafely(letter: Letter, counts: IntakeCounts): Entry | "reused" | "broken" {
    try {
      return sql.transaction(() => takeOne(letter, counts))();
    } catch (error) {
      if (isFaultOfFile(error)) throw error;
      parts.onFailed(error);
      return "broken";
    }
  }

  const takeAll = sql.transaction((letters: readonly Letter[]) => {
    parts.sync();
    const counts = emptyCounts();
    const results = letters.map((letter) => takeSafely(letter, counts));
    const entries = results.filter((result) => typeof result === "object");
    const fresh = entries.filter(({ isRepeated }) => !isRepeated);
    if (fresh.length > 0) {
      const confirmed = fresh.filter(({ outcome }) => outcome === "unchanged");
      intake.finishFew(confirmed.map(idOf), counts, now());
      parts.fire();
    }
    const next = entries.reduce((so, { isRepeated }) => addTaken(so, isRepeated), ledger.today());
    if (entries.length > 0)
      store.noteTaken(Math.max(...entries.map(({ letter }) => letter.asOf)), now(), next);
    return { results, next, figures: { taken: entries.length, repeated: entries.length - fresh.length } };
  });

  function handle(letters: readonly Letter[]): readonly answers.WebhookAnswer[] {
    try {
      const { results, next, figures } = takeAll.immediate(letters);
      ledger.follow(next);
      if (figures.taken > 0) parts.onTaken(figures);
      return results.map((result) => {
        if (result === "reused") return refuse(answers.reusedKey);
        if (result === "broken") return refuse(answers.broken);
        return answers.accepted({ trackingId: idOf(result), outcome: result.outcome });
      });
    } catch (error) {
      parts.onFailed(error);
      return letters.map(() => refuse(answers.notStored));
    } finally {
      parts.onNews();
    }
  }

  const take = gather(handle, { most: largestGroup, patienceMs, elapsedMs: parts.elapsedMs });

  function sweep(): void {
    if (now() < sweptAt + sweepEvery) return;
    store.sweep(now() - keptFor);
    sweptAt = now();
  }

  async function receive(request: WebhookRequest): Promise<answers.WebhookAnswer> {
    if (isClosing) return refuse(answers.closing);
    if (!parts.isTimeRight()) return refuse(answers.wrongClock);
    const fault = readSignature(request, { secrets: parts.secrets, now: now() });
    if (fault) return refuse(fault);
    const place = bucket.take();
    if (!place.isTaken) return refuse(answers.tooMany(place.retryAfter));
    const letter = readLetter(request, now());
    return "reason" in letter ? refuse(letter) : take(letter);
  }

  function tidy(): void {
    try {
      ledger.save();
      sweep();
    } catch (error) {
      parts.onFailed(error);
    }
  }

  return {
    /** Answers one request; with 202 only when what it says is on the disk. */
    receive,
    /** A request that did not get as far as its content. */
    refuse,
    /** Writes down what was refused, and forgets old keys; what fails comes again. */
    tidy,
    /** Takes nothing any more; what was taken is being answered. */
    close(): void {
      isClosing = true;
    },
  };
}

function idOf({ letter }: Entry): string {
  return letter.update.trackingId;
}
