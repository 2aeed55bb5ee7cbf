import type { Sql } from "../../../db/open.ts";
import type { Instant } from "../../calendar/contract.ts";
import type { HolderDraft, HolderRow } from "./contract.ts";

export interface PostRow {
  readonly unitId: number;
  readonly post: string;
}

export function readPosts(sql: Sql): PostRow[] {
  return sql.prepare<[], PostRow>("select unitId, post from posts order by unitId, post").all();
}

/** A post that is there already stays as it is. */
export function insertPost(sql: Sql, { unitId, post }: PostRow): void {
  sql.prepare("insert or ignore into posts (unitId, post) values (?, ?)").run(unitId, post);
}

export function deletePost(sql: Sql, { unitId, post }: PostRow): void {
  sql.prepare("delete from posts where unitId = ? and post = ?").run(unitId, post);
}

export function readHolders(sql: Sql): HolderRow[] {
  return sql.prepare<[], HolderRow>("select * from holders order by id").all();
}

export function insertHolder(sql: Sql, draft: HolderDraft): number {
  const added = sql
    .prepare(
      `insert into holders (unitId, post, name, kind, wa, email, fromDate, toDate)
       values (@unitId, @post, @name, @kind, @wa, @email, @fromDate, @toDate)`,
    )
    .run(draft);
  return Number(added.lastInsertRowid);
}

/** Writes all of a holder; what is known of the number and mailbox hangs on those, not on the holder. */
export function updateHolder(sql: Sql, holder: HolderRow): void {
  sql
    .prepare(
      `update holders set unitId = @unitId, post = @post, name = @name, kind = @kind, wa = @wa, email = @email,
         fromDate = @fromDate, toDate = @toDate, leftAt = @leftAt, confirmedAt = @confirmedAt, askedAt = @askedAt where id = @id`,
    )
    .run(holder);
}

/** PINDAH: said by the holder, who is not told anything from then on. */
export function markLeft(sql: Sql, holderId: number, at: Instant): void {
  sql.prepare("update holders set leftAt = ? where id = ?").run(at, holderId);
}

/** The holder confirmed the post. */
export function markConfirmed(sql: Sql, holderId: number, at: Instant): void {
  sql.prepare("update holders set confirmedAt = ? where id = ?").run(at, holderId);
}

/** Takes a holder away with the invites; messages keep the name to whom they went. */
export function deleteHolder(sql: Sql, holderId: number): void {
  sql.prepare("delete from invites where holderId = ?").run(holderId);
  sql.prepare("delete from holders where id = ?").run(holderId);
}
