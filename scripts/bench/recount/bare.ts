import type { Sql } from "../../../db/open.ts";

/** Both moments of each escalation, by its id. */
export type Moments = ReadonlyMap<number, { readonly dueAt: number; readonly stepDueAt: number }>;

/**
 * What a recount costs at least on this schema: every open escalation and its complaint are read, and both moments written,
 * in one transaction, with the answers of the calendar known beforehand.
 */
export function openBareRecount(sql: Sql, moments: Moments): () => void {
  const open = sql.prepare<[], { id: number; trackingId: string }>(
    "select * from escalations where state <> 'ended' order by id",
  );
  const complaint = sql.prepare<[string], { status: string }>(
    "select * from complaints where trackingId = ?",
  );
  const save = sql.prepare("update escalations set stepDueAt = ?, dueAt = ? where id = ?");
  const recount = sql.transaction(() => {
    for (const { id, trackingId } of open.all()) {
      const moment = moments.get(id);
      if (moment && complaint.get(trackingId)?.status === "unanswered")
        save.run(moment.stepDueAt, moment.dueAt, id);
    }
  });
  return () => recount.immediate();
}
