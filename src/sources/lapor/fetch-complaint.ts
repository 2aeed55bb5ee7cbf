import { followUpsSchema } from "./answers.ts";
import type { ComplaintUpdate } from "../../complaints/contract.ts";
import { detailPath, followUpsPath, pageAfter } from "./paths.ts";
import { type ComplaintAnswers, readComplaint, type ReadOptions } from "./read-complaint.ts";
import { parseShape, ShapeFault } from "./shape-fault.ts";

/** The JSON at a path below the base address. */
export type Get = (path: string) => Promise<unknown>;

/** A complaint with more pages than this is a list that never ends. */
const mostPages = 20;

/** What the API says of one complaint; the answers themselves stay here. Throws ShapeFault; passes on what `get` rejects with. */
export async function askComplaint(
  get: Get,
  trackingId: string,
  options: ReadOptions,
): Promise<ComplaintUpdate> {
  return readComplaint(trackingId, await fetchComplaint(get, trackingId), options);
}

/** Its detail, then its follow-ups page by page. */
async function fetchComplaint(get: Get, trackingId: string): Promise<ComplaintAnswers> {
  const detail = await get(detailPath(trackingId));
  const followUps: unknown[] = [];
  for (let page: number | null = 1; page !== null;) {
    if (followUps.length === mostPages) throw new ShapeFault("results.next_page_url", "tidak ada habisnya");
    const answer = await get(followUpsPath(trackingId, page));
    page = pageAfter(page, parseShape(followUpsSchema, answer).results.next_page_url);
    followUps.push(answer);
  }
  return { detail, followUps };
}
