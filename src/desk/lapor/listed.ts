import type { Complaint, ComplaintUpdate } from "../../complaints/contract.ts";
import { isEnded, statusOf } from "../../complaints/status-words.ts";
import { officeWord } from "./office-word.ts";
import type { ReaderParts } from "./reader.ts";

export interface Sorted {
  /** Said to be as the book has it, or ended before it was ever seen: the list's word is enough. */
  readonly confirmed: readonly ComplaintUpdate[];
  /** New, or otherwise than in the book: their details are asked for. */
  readonly toRead: readonly ComplaintUpdate[];
  /** How many of `confirmed` the book did not have. */
  readonly added: number;
  /** There were more to read than one poll takes. */
  readonly isCut: boolean;
}

const mostToRead = 10;

/** What a page of the list means for each complaint on it. */
export function sortListed(updates: readonly ComplaintUpdate[], parts: ReaderParts): Sorted {
  const { book, store, now } = parts;
  const confirmed: ComplaintUpdate[] = [];
  const toRead: ComplaintUpdate[] = [];
  let added = 0;
  for (const update of updates) {
    const current = book.find(update.trackingId);
    if (isEnough(update, current, parts)) {
      confirmed.push(update);
      if (current === null) added++;
    } else if (!store.isResting(update.trackingId, now())) toRead.push(update);
  }
  return { confirmed, toRead: toRead.slice(0, mostToRead), added, isCut: toRead.length > mostToRead };
}

function isEnough(
  update: ComplaintUpdate,
  current: Complaint | null,
  { book, people }: ReaderParts,
): boolean {
  if (!update.statusRaw) return false;
  const status = statusOf(update.statusRaw, book.addedStatusWords());
  if (current === null) return isEnded(status);
  const { opdName = null, opdExternalId = null } = update;
  if (opdName === null && opdExternalId === null) return status === current.status;
  const wordOf = (id: string | null, name: string | null) => officeWord(people, { id, name });
  return (
    status === current.status &&
    wordOf(opdExternalId, opdName) === wordOf(current.opdExternalId, current.opdName)
  );
}
