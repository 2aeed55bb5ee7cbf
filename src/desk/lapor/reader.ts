import type { Instant } from "../../calendar/contract.ts";
import { zoneOffset } from "../../calendar/zones.ts";
import type { ComplaintUpdate } from "../../complaints/contract.ts";
import { isEnded, statusOf } from "../../complaints/status-words.ts";
import type { ComplaintBook } from "../../complaints/store.ts";
import { LaporFailure } from "../../connections/lapor/failure.ts";
import type { People } from "../../people/contract.ts";
import { askComplaint, type Get } from "../../sources/lapor/fetch-complaint.ts";
import type { ReadOptions } from "../../sources/lapor/read-complaint.ts";
import { spreadInterval } from "../../sources/lapor/schedule.ts";
import { readingInterval } from "../../sources/lapor/settings.ts";
import { ShapeFault } from "../../sources/lapor/shape-fault.ts";
import type { LaporSource, LaporStore, ReadFault } from "../../sources/lapor/store.ts";
import type { IntakeCounts, openIntake } from "../intake.ts";
import { officeWord } from "./office-word.ts";

export interface ReaderParts {
  readonly source: LaporSource;
  readonly store: LaporStore;
  readonly book: ComplaintBook;
  readonly intake: ReturnType<typeof openIntake>;
  readonly people: People;
  readonly counts: IntakeCounts;
  /** Adds up the answers that were not of the documented shape. */
  readonly tally: { misshapen: number };
  readonly get: Get;
  readonly atomically: (work: () => void) => void;
  readonly now: () => Instant;
  /** In [0, 1). */
  readonly random: () => number;
}

/** A server that stumbled over one complaint is asked about others first. */
const stumbleWait = 900;

export type ComplaintReader = ReturnType<typeof openReader>;

/** Reads one complaint after the other from the API into the book. */
export function openReader(parts: ReaderParts) {
  const { source, store, book, intake, counts, now } = parts;
  const added = book.addedStatusWords();

  function optionsAt(asOf: Instant): ReadOptions {
    return {
      asOf,
      fields: source.settings.fields,
      offsetMinutes: source.zone === "UTC" ? 0 : zoneOffset(source.zone) / 60,
      statusOf: (text) => statusOf(text, added),
      officeOf: (office) => officeWord(parts.people, office),
    };
  }

  function take(updates: readonly ComplaintUpdate[], asOf: Instant): void {
    if (updates.length > 0) intake.receive(updates, { source: "lapor", asOf }, counts, now());
  }

  function note(trackingId: string, askedAt: Instant, fault: ReadFault): void {
    const complaint = book.find(trackingId);
    const wait = spreadInterval(readingInterval(source.settings), parts.random());
    const nextAt = complaint && isEnded(complaint.status) ? null : askedAt + wait;
    store.noteRead({ trackingId, askedAt, nextAt, fault });
  }

  return {
    optionsAt,
    take,
    /**
     * One complaint, beside what a list said of it. Answers with what kept it from being read: a shape (noted already), or a
     * refusal, which may mean the token as well as the complaint. Passes on every other LaporFailure.
     */
    async read(listed: ComplaintUpdate): Promise<LaporFailure | "shape" | null> {
      const { trackingId } = listed;
      const asOf = now();
      try {
        const update = { ...listed, ...(await askComplaint(parts.get, trackingId, optionsAt(asOf))) };
        parts.atomically(() => {
          take([update], asOf);
          note(trackingId, asOf, null);
        });
        return null;
      } catch (error) {
        if (error instanceof ShapeFault) {
          parts.tally.misshapen++;
          note(trackingId, asOf, "shape");
          return "shape";
        }
        if (!(error instanceof LaporFailure)) throw error;
        store.postpone(trackingId, asOf + stumbleWait);
        if (error.kind === "absent" || error.kind === "forbidden") return error;
        throw error;
      }
    },
    /** The API answers for others: it is this complaint that it refuses. */
    noteRefused: (trackingId: string, { kind }: LaporFailure): void =>
      note(trackingId, now(), kind === "forbidden" ? "forbidden" : "absent"),
  };
}
