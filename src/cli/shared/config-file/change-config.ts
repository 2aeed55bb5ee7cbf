import type { Db } from "../../../../db/open.ts";
import type { Instant, LocalDate } from "../../../calendar/contract.ts";
import type { Fault } from "../../../rules/issues.ts";
import { endLostRegistrations, loadPeople } from "../../../people/store.ts";
import { UserError } from "../../../user-error.ts";
import { afterCalendarChange, afterPeopleChange, afterRuleChange } from "../after-change.ts";
import { todayAt } from "../../people/today.ts";
import { writeAudit } from "../audit.ts";
import { applyConfig } from "./apply.ts";
import { checkConfig } from "./check.ts";
import { checkUse } from "./check-use.ts";
import { type Change, findChanges } from "./differ.ts";
import { readConfig } from "./read-book.ts";
import { type Config, sectionNames } from "./shape.ts";
import { findWarnings } from "./warn.ts";

type Sql = Db["sql"];

/** What an edit of the configuration would do. */
export interface Plan {
  readonly before: Config;
  readonly after: Config;
  readonly faults: readonly Fault[];
  readonly changes: readonly Change[];
  /** Only those that the edit brings. */
  readonly warnings: readonly string[];
}

export interface Edit {
  readonly now: Instant;
  /** For the audit log, such as "opd.tambah". */
  readonly action: string;
  readonly oleh: string | undefined;
  readonly edit: (before: Config) => Config;
}

/** Works out what an edit would do; changes nothing. */
export function planConfig(sql: Sql, edit: (before: Config) => Config): Plan {
  const before = readConfig(sql);
  const after = edit(before);
  const known = new Set(findWarnings(before));
  return {
    before,
    after,
    faults: [...checkConfig(after), ...checkUse(sql, before, after)],
    changes: findChanges(before, after),
    warnings: findWarnings(after).filter((warning) => !known.has(warning)),
  };
}

/**
 * Edits the configuration in one transaction, with its audit and its consequences for open escalations: all of it, or
 * nothing. Throws UserError when the outcome would contradict itself.
 */
export function changeConfig(db: Db, { now, action, oleh, edit }: Edit): Plan {
  const run = db.sql.transaction(() => {
    const plan = planConfig(db.sql, edit);
    if (plan.faults.length > 0)
      throw new UserError(`${plan.faults.map(({ message }) => message).join(". ")}. Tidak ada yang diubah.`);
    const calendars = calendarsInUse(db.sql);
    applyConfig(db.sql, plan, now);
    for (const { section, key, before, after } of plan.changes)
      writeAudit(db, {
        now,
        action,
        subject: `${sectionNames[section]} ${key}`,
        before,
        after,
        by: oleh ?? null,
      });
    endLostRegistrations(db.sql, dateOfPemda(db.sql, now));
    const touched = new Set(plan.changes.map(({ section }) => section));
    if (touched.has("units") || touched.has("posts") || touched.has("holders")) afterPeopleChange(db, now);
    if (touched.has("calendars") || calendarsInUse(db.sql) !== calendars) afterCalendarChange(db, now);
    if (touched.has("rules")) afterRuleChange(db, now);
    return plan;
  });
  return run.immediate();
}

function dateOfPemda(sql: Sql, now: Instant): LocalDate {
  const people = loadPeople(sql);
  return todayAt(sql, people, now)(people.root?.id ?? 0);
}

/** Which calendar each unit has; a unit without one before had no deadlines. */
function calendarsInUse(sql: Sql): string {
  return JSON.stringify(
    loadPeople(sql)
      .units.values()
      .map(({ id, calendar }) => [id, calendar])
      .toArray(),
  );
}
