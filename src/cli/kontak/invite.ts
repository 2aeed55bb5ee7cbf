import { randomInt } from "node:crypto";
import type { Db } from "../../../db/open.ts";
import type { Instant } from "../../calendar/contract.ts";
import { linkedNumber } from "../../connections/whatsapp/auth.ts";
import { createInvite } from "../../people/store.ts";
import { writeAudit } from "../shared/audit.ts";

interface Invited {
  readonly id?: number;
  readonly unit: string;
  readonly post: string;
  readonly name: string;
}

export interface Occasion {
  readonly now: Instant;
  readonly oleh: string | undefined;
}

/** Makes and writes down a code for a holder; the book keeps only its hash. Call it inside a transaction. */
export function invite(db: Db, holder: Invited, { now, oleh }: Occasion): string {
  const subject = `Kontak ${holder.unit}/${holder.post}/${holder.name}`;
  const code = createInvite(db.sql, holder.id ?? 0, randomInt, now);
  writeAudit(db, { now, action: "kontak.undang", subject, before: null, after: null, by: oleh ?? null });
  return code;
}

/** Opens the chat with the bot, the words already typed; null: the bot's own number is known once WhatsApp was linked. */
export function chatLink({ sql }: Db, code: string): string | null {
  const number = linkedNumber(sql);
  return number && `https://wa.me/${number.slice(1)}?text=${encodeURIComponent(`DAFTAR ${code}`)}`;
}
