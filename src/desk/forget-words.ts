import type { Sql } from "../../db/open.ts";

const onlyThere = "Rinciannya hanya dapat dibaca di LAPOR!";

/**
 * For a complaint that turned secret: forgets what was written of it while it was not (escalation.md section 11), so that it is
 * neither quoted nor sent again, nor goes into a backup. That it was told, to whom and when, stays. What waits to leave, or may
 * have left, is written anew. Call it inside the transaction that makes it secret.
 */
export function openForgetWords(sql: Sql): (trackingId: string) => void {
  const runs = "(select id from escalations where trackingId = @trackingId)";
  // the letters of its runs, and those by which Kominfo heard why an office declined it
  const declined =
    "o.escalationId is null and o.key > 'declined/' and o.key < 'declined0' and o.key like @declined";
  const letters = `select o.wireId from outbox o where o.wireId is not null and o.escalationId in ${runs}
    union select o.wireId from outbox o where o.wireId is not null and ${declined}`;
  const statements = [
    `delete from envelopes where wireId in (${letters})`,
    `update outbox as o set data = json_set(data, '$.sentences', json_array('${onlyThere}'), '$.items', json_array())
     where ${declined}`,
    `update escalationLog set detail = json_remove(detail, '$.why')
     where escalationId in ${runs} and detail ->> '$.why' is not null`,
  ].map((text) => sql.prepare(text));
  return (trackingId) => {
    for (const statement of statements) statement.run({ trackingId, declined: `%/${trackingId}/%` });
  };
}
