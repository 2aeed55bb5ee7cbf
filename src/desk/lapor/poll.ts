import { LaporFailure } from "../../connections/lapor/failure.ts";
import { listPath } from "../../sources/lapor/paths.ts";
import { type ListPage, readList } from "../../sources/lapor/read-list.ts";
import type { ReadOptions } from "../../sources/lapor/read-complaint.ts";
import { readingInterval } from "../../sources/lapor/settings.ts";
import { ShapeFault } from "../../sources/lapor/shape-fault.ts";
import type { Cursor, LaporStore } from "../../sources/lapor/store.ts";
import { findDue, isListDue } from "./agenda.ts";
import { sortListed } from "./listed.ts";
import { type ComplaintReader, openReader, type ReaderParts } from "./reader.ts";

/** Refusals without a single answer after which it is the token, or the address. */
const mostRefusals = 3;
/** The hour's requests are used up: what was begun is begun again in the next. */
export class BudgetSpent extends Error {
  override name = "BudgetSpent";
}

export interface Listed {
  readonly cursor: Pick<Cursor, "listAt" | "listPage" | "isWholeList">;
  /** Why the list, or records of it, could not be read; null: all of it was. */
  readonly trouble: string | null;
}

/**
 * Asks about the complaints that are due, those whose step is near first. Rejects with LaporFailure where the API as a whole
 * does not answer; whatever `get` throws beside that is passed on.
 */
export async function pollDue(parts: ReaderParts): Promise<void> {
  const asked = findDue(parts.store, parts.source.cursor, parts.now());
  await readAll(
    asked.map((trackingId) => ({ trackingId })),
    openReader(parts),
    parts.store,
  );
}

/** Asks for one page of the list, and about what is new on it; null: it is not due, or there is none. Rejects as `pollDue`. */
export async function pollList(parts: ReaderParts): Promise<Listed | null> {
  const { settings, cursor } = parts.source;
  const asOf = parts.now();
  if (settings.listPath === null || !isListDue(parts.source, asOf)) return null;
  const reader = openReader(parts);
  const later = { listAt: asOf + readingInterval(settings), listPage: 1, isWholeList: false };
  const page = await askList(settings.listPath, reader.optionsAt(asOf), parts);
  if (typeof page === "string") return { cursor: later, trouble: page };
  const { confirmed, toRead, added, isCut } = sortListed(page.updates, parts);
  reader.take(confirmed, asOf);
  await readAll(toRead, reader, parts.store);
  const next = isCut ? cursor.listPage : page.nextPage;
  // by day until a page brings nothing new; to its end only in the nightly catch-up
  const goesOn = next !== null && (isCut || cursor.isWholeList || toRead.length + added > 0);
  return { cursor: goesOn ? { ...cursor, listPage: next } : later, trouble: troubleOf(page) };
}

/** A page of the list; or why there is none, where the rest of the API may be well. */
async function askList(path: string, options: ReadOptions, parts: ReaderParts): Promise<ListPage | string> {
  const { settings, cursor } = parts.source;
  try {
    const answer = await parts.get(listPath(path, cursor.listPage));
    return readList(answer, cursor.listPage, { ...options, items: settings.listItems });
  } catch (error) {
    if (error instanceof ShapeFault) return `${error.field} ${error.message}`;
    if (error instanceof LaporFailure && ["absent", "forbidden"].includes(error.kind)) return error.message;
    throw error;
  }
}

type Asked = Parameters<ComplaintReader["read"]>[0];

async function readAll(asked: readonly Asked[], reader: ComplaintReader, store: LaporStore): Promise<void> {
  const refused = new Map<string, LaporFailure>();
  let isAnswered = false;
  for (const one of asked) {
    const outcome = await reader.read(one);
    if (outcome instanceof LaporFailure) refused.set(one.trackingId, outcome);
    else isAnswered = true;
    if (!isAnswered && refused.size === mostRefusals) break;
  }
  const [failure] = refused.values();
  if (failure && !isAnswered) await requireAnswer(failure, refused, reader, store);
  for (const [trackingId, refusal] of refused) reader.noteRefused(trackingId, refusal);
}

/** Nothing but refusals: a question about a complaint that was read before tells whether it is the API or the complaint. */
async function requireAnswer(
  failure: LaporFailure,
  refused: ReadonlyMap<string, LaporFailure>,
  reader: ComplaintReader,
  store: LaporStore,
): Promise<void> {
  const known = store.lastGood();
  if (known === null || refused.has(known)) throw failure;
  const outcome = await reader.read({ trackingId: known });
  if (outcome instanceof LaporFailure) throw outcome;
}

function troubleOf({ faults }: ListPage): string | null {
  const [first] = faults;
  return first ? `${faults.length} baris tidak terbaca: ${first.field} ${first.message}` : null;
}
