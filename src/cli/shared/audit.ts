import { userInfo } from "node:os";
import type { Db } from "../../../db/open.ts";
import { type AuditEntry, writeAudit as write } from "../../desk/audit.ts";

/** Writes down a change that somebody made on the command line. Call it inside the transaction of the change. */
export function writeAudit({ sql }: Db, entry: AuditEntry): void {
  write(sql, systemUser(), entry);
}

function systemUser(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.() ?? "?"}`; // a container without a passwd entry
  }
}
