import { z } from "zod";
import { parseDuration } from "../../calendar/durations.ts";
import { defaultFields, type FieldMap } from "./field-map.ts";

/** What Kominfo sets of the API, in the book. Its secrets are elsewhere. */
export interface LaporSettings {
  readonly isOn: boolean;
  readonly baseUrl: string;
  /** Names of the two headers; they differ between installations. */
  readonly authHeader: string;
  readonly tokenHeader: string;
  /** Path of the list of the institution's complaints, below the base address; null: complaints come from elsewhere. */
  readonly listPath: string | null;
  /** Dotted path of the records in an answer of the list. */
  readonly listItems: string;
  readonly fields: FieldMap;
  /** How often an open complaint is read again, such as "30 menit". */
  readonly every: string;
  /** Requests in an hour, at most. */
  readonly budget: number;
}

/** A complaint takes two requests or more: a smaller budget would never finish one. */
export const leastBudget = 20;
export const mostBudget = 10_000;

const stored = z.object({
  isOn: z.boolean().default(true),
  baseUrl: z.string().default("https://api-splp.layanan.go.id/lapor/3.0.0"),
  authHeader: z.string().default("Authorization"),
  tokenHeader: z.string().default("token"),
  listPath: z.string().nullable().default(null),
  listItems: z.string().default("results.data"),
  fields: z
    .record(z.string(), z.string())
    .default({})
    .transform((own): FieldMap => ({ ...defaultFields, ...own })),
  every: z.string().default("30 menit"),
  budget: z.number().default(300),
});

/** Settings as the book keeps them, with the shipped values for what was not set. */
export function readSettings(json: string): LaporSettings {
  return stored.parse(JSON.parse(json));
}

/** Seconds between two readings of one complaint. */
export function readingInterval({ every }: LaporSettings): number {
  const duration = parseDuration(every);
  if (duration.kind === "workingDays") throw new Error(`not a plain duration: ${every}`);
  return duration.seconds;
}
