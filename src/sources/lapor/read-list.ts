import { z } from "zod";
import type { ComplaintUpdate } from "../../complaints/contract.ts";
import { pick } from "./field-map.ts";
import { pageAfter } from "./paths.ts";
import { type FieldOptions, readFields, readIdField } from "./read-fields.ts";
import { parseShape, ShapeFault } from "./shape-fault.ts";

export interface ListPage {
  readonly updates: readonly ComplaintUpdate[];
  /** Records that could not be read. */
  readonly faults: readonly ShapeFault[];
  /** null: this is the last. */
  readonly nextPage: number | null;
}

export interface ListOptions extends FieldOptions {
  /** Dotted path of the records; the address of the next page stands beside them. */
  readonly items: string;
}

/**
 * One page of the list of an institution's complaints. That endpoint is not public: where its records are, and what their keys
 * are called, is set by hand. Throws ShapeFault where there is no list at all.
 */
export function readList(answer: unknown, page: number, options: ListOptions): ListPage {
  const records = pick(answer, options.items);
  if (!Array.isArray(records)) throw new ShapeFault(options.items, "harus daftar");
  const updates: ComplaintUpdate[] = [];
  const faults: ShapeFault[] = [];
  for (const record of records as readonly unknown[]) {
    const read = readRecord(record, options);
    if (read instanceof ShapeFault) faults.push(read);
    else updates.push(read);
  }
  return { updates, faults, nextPage: nextOf(answer, page, options.items) };
}

function readRecord(record: unknown, options: ListOptions): ComplaintUpdate | ShapeFault {
  try {
    const trackingId = readIdField(record, options);
    if (trackingId === null) throw new ShapeFault(options.fields.trackingId, "tidak ada, padahal wajib");
    return { trackingId, ...readFields(record, options) };
  } catch (error) {
    if (error instanceof ShapeFault) return error;
    throw error;
  }
}

function nextOf(answer: unknown, page: number, items: string): number | null {
  const beside = [...items.split(".").slice(0, -1), "next_page_url"].join(".");
  return pageAfter(page, parseShape(z.string().nullish(), pick(answer, beside)));
}
