import { z } from "zod";
import type { Sql } from "../../../db/open.ts";
import type { webhookKeys } from "../../../db/schema/webhook-keys.ts";
import type { Instant, LocalDate } from "../../calendar/contract.ts";

export type TakenRequest = typeof webhookKeys.$inferSelect;

/** How the door did on one local date. */
export interface DayFigures {
  readonly date: LocalDate;
  /** Requests that were answered with 202, and how many of those had come before. */
  readonly taken: number;
  readonly repeated: number;
  /** By reason. */
  readonly refused: Readonly<Record<string, number>>;
  readonly lastRefusal: {
    readonly at: Instant;
    readonly reason: string;
    readonly field: string | null;
  } | null;
  /** Kominfo was told that something was refused. */
  readonly isTold: boolean;
}

const figuresSchema = z.object({
  date: z.string(),
  taken: z.number(),
  repeated: z.number(),
  refused: z.record(z.string(), z.number()),
  lastRefusal: z.object({ at: z.number(), reason: z.string(), field: z.string().nullable() }).nullable(),
  isTold: z.boolean(),
});

export type WebhookStore = ReturnType<typeof openWebhookStore>;

/** What the book keeps of the webhook: which requests it took, and how its day went. */
export function openWebhookStore(sql: Sql) {
  const byKey = sql.prepare<[string], TakenRequest>("select * from webhookKeys where key = ?");
  const byRequest = sql.prepare<[string], TakenRequest>("select * from webhookKeys where request = ?");
  const add = sql.prepare(
    `insert into webhookKeys (key, request, content, trackingId, outcome, at)
     values (@key, @request, @content, @trackingId, @outcome, @at)`,
  );
  const sweep = sql.prepare("delete from webhookKeys where at < ?");
  const saveTaken = sql.prepare(
    "update sources set asOf = max(coalesce(asOf, 0), ?), lastOkAt = ?, cursor = ? where source = 'webhook'",
  );
  const saveFigures = sql.prepare("update sources set cursor = ? where source = 'webhook'");
  const figures = sql
    .prepare<[], string | null>("select cursor from sources where source = 'webhook'")
    .pluck();

  return {
    /** The request that had this key, or was this very one. */
    find: ({ key, request }: Pick<TakenRequest, "key" | "request">): TakenRequest | null =>
      byKey.get(key) ?? byRequest.get(request) ?? null,
    add: (taken: TakenRequest): void => void add.run(taken),
    /** Forgets what came before. Returns how many. */
    sweep: (before: Instant): number => sweep.run(before).changes,
    noteTaken: (asOf: Instant, now: Instant, day: DayFigures): void =>
      void saveTaken.run(asOf, now, JSON.stringify(day)),
    noteFigures: (day: DayFigures): void => void saveFigures.run(JSON.stringify(day)),
    /** null: nothing came yet. */
    figures(): DayFigures | null {
      const json = figures.get() ?? null;
      return json === null ? null : figuresSchema.parse(JSON.parse(json));
    },
  };
}
