import type { Db } from "../../../db/open.ts";
import { loadCalendars } from "../../../src/calendar/store.ts";
import type { Complaint } from "../../../src/complaints/contract.ts";
import { complaintOfRow } from "../../../src/complaints/store.ts";
import type { Escalation } from "../../../src/escalation/contract.ts";
import type { Message } from "../../../src/outbox/contract.ts";
import { loadPeople } from "../../../src/people/store.ts";
import type { RuleVersion } from "../../../src/rules/contract.ts";
import { loadRuleVersion } from "../../../src/rules/store.ts";
import type { Handed } from "./doors.ts";
import type { Firing, LogRow, Place, Witness, WitnessedRow, World } from "./trace.ts";

type Sql = Db["sql"];

const worthSeeing: ReadonlySet<string> = new Set(["fired", "unreachable", "reminded"]);

/** Looks on while a life is led: at the doors, and into the book after each turn. It reads only. */
export function openWatch(sql: Sql) {
  const select = prepare(sql);
  const rules = new Map<number, RuleVersion>();
  const places = new Map<number, Place>();
  const cutRows = new Set<number>();
  const witnesses: Witness[] = [];
  const firings: Firing[] = [];
  let world: World | null = null;
  let addressesOff = 0;
  let lastRow = 0;
  let lastLog = 0;

  function ruleVersion(id: number): RuleVersion {
    const known = rules.get(id) ?? loadRuleVersion(sql, id);
    rules.set(id, known);
    return known;
  }

  /** Read again after each deed, and when the bot itself switched an address off. */
  function whereWeAre(): World {
    const off = select.addressesOff.get() ?? 0;
    if (off !== addressesOff) world = null;
    addressesOff = off;
    return (world ??= { calendars: loadCalendars(sql), people: loadPeople(sql) });
  }

  function runOf(id: number): Escalation {
    const run = select.run.get(id);
    if (!run) throw new Error(`run ${id} is gone`);
    return run;
  }

  function complaintOf(trackingId: string): Complaint {
    return complaintOfRow({ ...select.complaint.get(trackingId) });
  }

  /** What is known of a row when it is first met: later changes of rules or classes must not alter it. */
  function placeOf(row: Message): Place {
    const known = places.get(row.id);
    if (known) return known;
    const run = row.escalationId === null ? null : runOf(row.escalationId);
    const rule = run && ruleVersion(run.ruleVersionId);
    const step = (row.step !== null && rule?.steps[row.step - 1]) || null;
    const found = { ...whereWeAre(), rule, step, run };
    places.set(row.id, found);
    return found;
  }

  function firingOf(line: LogRow): Firing {
    const run = runOf(line.escalationId);
    return {
      line,
      run,
      rule: ruleVersion(run.ruleVersionId),
      complaint: complaintOf(run.trackingId),
      told: select.told.all(run.id),
      settled: select.settled.all(run.id),
      ...whereWeAre(),
    };
  }

  return {
    ruleVersion,
    whereWeAre,
    forgetWorld(): void {
      world = null;
    },
    onHanded({ wireId, at, isAccepted }: Handed): void {
      const rows = select.byWire.all(wireId).map((row): WitnessedRow => {
        const { rule, step } = placeOf(row);
        const run = row.escalationId === null ? null : runOf(row.escalationId);
        const complaint = row.trackingId === null ? null : complaintOf(row.trackingId);
        return { row, rule, step, run, complaint, wasCut: cutRows.has(row.id) };
      });
      witnesses.push({ at, wireId, isAccepted, rows, ...whereWeAre() });
    },
    /** The bot died: what was under way may have arrived. */
    noteDeath(): void {
      for (const id of select.sending.all()) cutRows.add(id);
    },
    afterTurn(): void {
      for (const row of select.newRows.all(lastRow)) {
        lastRow = row.id;
        placeOf(row);
      }
      for (const line of select.log.all(lastLog)) {
        lastLog = line.id;
        if (worthSeeing.has(line.event)) firings.push(firingOf(line));
      }
    },
    seen: () => ({
      places,
      cutRows,
      witnesses,
      firings,
      rows: select.newRows.all(0),
      runs: select.runs.all(),
      log: select.log.all(0),
    }),
  };
}

function prepare(sql: Sql) {
  return {
    byWire: sql.prepare<[string], Message>("select * from outbox where wireId = ? order by id"),
    newRows: sql.prepare<[number], Message>("select * from outbox where id > ? order by id"),
    told: sql.prepare<[number], Message>(
      "select * from outbox where escalationId = ? and kind <> 'moved' and acceptedAt is not null and occurrence = 0",
    ),
    settled: sql.prepare<[number], { step: number; limit: number }>(
      `select step, coalesce(detail ->> '$.limit', at) as "limit" from escalationLog
       where escalationId = ? and event in ('unreachable', 'cancelled')`,
    ),
    run: sql.prepare<[number], Escalation>("select * from escalations where id = ?"),
    runs: sql.prepare<[], Escalation>("select * from escalations order by id"),
    complaint: sql.prepare<[string], Record<string, unknown>>(
      "select * from complaints where trackingId = ?",
    ),
    log: sql.prepare<[number], LogRow>("select * from escalationLog where id > ? order by id"),
    sending: sql.prepare<[], number>("select id from outbox where state = 'sending'").pluck(),
    addressesOff: sql.prepare<[], number>("select count(disabledAt) from addresses").pluck(),
  };
}
