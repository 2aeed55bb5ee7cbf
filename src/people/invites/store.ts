import { createHash } from "node:crypto";
import type { Sql } from "../../../db/open.ts";
import type { Instant, LocalDate } from "../../calendar/contract.ts";
import { endLostRegistrations } from "../addresses/store.ts";
import { makeCode, type RandomInt, readCode } from "./code.ts";

/** How long a DAFTAR code lives (escalation.md section 6): seven days, in seconds. */
export const inviteLifetime = 7 * 86_400;

export type Redeemed =
  | { readonly kind: "registered"; readonly holderId: number }
  | { readonly kind: "unknown" }
  | { readonly kind: "used" }
  | { readonly kind: "expired" };

interface InviteRow {
  readonly holderId: number;
  readonly expiresAt: Instant;
  readonly usedAt: Instant | null;
  readonly leftAt: Instant | null;
  readonly toDate: LocalDate | null;
}

/** Who sends a code, and when. */
export interface Sender {
  /** E.164 with +. */
  readonly number: string;
  readonly now: Instant;
  readonly today: LocalDate;
}

/** Makes the DAFTAR code of a holder and keeps only its hash; an earlier unused code of the same holder ends. */
export function createInvite(sql: Sql, holderId: number, random: RandomInt, now: Instant): string {
  const code = makeCode(random);
  sql.transaction(() => {
    sql.prepare("delete from invites where holderId = ? and usedAt is null").run(holderId);
    sql
      .prepare("insert into invites (codeHash, holderId, createdAt, expiresAt) values (?, ?, ?, ?)")
      .run(hashOf(code), holderId, now, now + inviteLifetime);
  })();
  return code;
}

/**
 * Links the number that sent a DAFTAR code to its holder, once, and marks it registered. Registering is consent: an
 * earlier STOP of this number and failures of it are forgotten. The number that the holder had before is given up.
 */
export function redeemInvite(sql: Sql, code: string, { number, now, today }: Sender): Redeemed {
  return sql.transaction((): Redeemed => {
    const codeHash = hashOf(readCode(code));
    const invite = findInvite(sql, codeHash);
    if (invite === undefined) return { kind: "unknown" };
    if (invite.usedAt !== null) return { kind: "used" };
    if (now >= invite.expiresAt || hasLeft(invite, today)) return { kind: "expired" };
    sql.prepare("update invites set usedAt = ?, usedBy = ? where codeHash = ?").run(now, number, codeHash);
    sql.prepare("update holders set wa = ? where id = ?").run(number, invite.holderId);
    register(sql, number, now);
    endLostRegistrations(sql, today);
    return { kind: "registered", holderId: invite.holderId };
  })();
}

function hasLeft({ leftAt, toDate }: InviteRow, today: LocalDate): boolean {
  return leftAt !== null || (toDate !== null && toDate < today);
}

function findInvite(sql: Sql, codeHash: string): InviteRow | undefined {
  return sql
    .prepare<[string], InviteRow>(
      `select i.holderId, i.expiresAt, i.usedAt, h.leftAt, h.toDate from invites i join holders h on h.id = i.holderId
       where i.codeHash = ?`,
    )
    .get(codeHash);
}

function register(sql: Sql, number: string, now: Instant): void {
  sql
    .prepare(
      `insert into addresses (channel, address, registeredAt, existsOnWa) values ('wa', ?, ?, 1)
       on conflict (channel, address) do update set registeredAt = excluded.registeredAt, existsOnWa = 1,
         stoppedAt = null, disabledAt = null, failures = 0`,
    )
    .run(number, now);
}

function hashOf(code: string): string {
  return createHash("sha256").update(code).digest("hex");
}
