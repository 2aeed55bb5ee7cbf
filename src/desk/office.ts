import type { Sql } from "../../db/open.ts";
import type { Duration, Instant, Zone } from "../calendar/contract.ts";
import { parseDuration } from "../calendar/durations.ts";
import { loadCalendars } from "../calendar/store.ts";
import { calendarOf } from "../escalation/calendar-of.ts";
import type { Office } from "../escalation/contract.ts";
import { loadPeople } from "../people/store.ts";
import type { RuleVersion } from "../rules/contract.ts";
import { loadRules, loadRuleVersion } from "../rules/store.ts";
import { openSettings } from "./settings.ts";

/** Which channels this process has. */
export interface Channels {
  readonly wa: boolean;
  readonly email: boolean;
}

/** One snapshot of who, when and by which rules, as the book says now. */
export function loadOffice(sql: Sql, channels: Channels): Office {
  const sendingSince = openSettings(sql).number("sendingSince");
  const versions = new Map<number, RuleVersion>();
  const maxAges = loadMaxAges(sql);
  return {
    people: loadPeople(sql),
    calendars: loadCalendars(sql),
    rules: loadRules(sql),
    ruleVersion(versionId) {
      const known = versions.get(versionId);
      if (known) return known;
      const loaded = loadRuleVersion(sql, versionId);
      versions.set(versionId, loaded);
      return loaded;
    },
    maxAgeOf: (source) => maxAges.get(source) ?? null,
    doors: { ...channels, isTrial: sendingSince === null },
    sendingSince,
    upSince: null,
  };
}

/** The Pemda's own zone; null: none was chosen yet. */
export function zoneOf(office: Office): Zone | null {
  return calendarOf(office, null)?.zone ?? null;
}

function loadMaxAges(sql: Sql): ReadonlyMap<string, Duration> {
  const rows = sql
    .prepare<[], { source: string; maxAge: string }>(
      "select source, maxAge from sources where maxAge is not null",
    )
    .all();
  return new Map(rows.map(({ source, maxAge }) => [source, parseDuration(maxAge)]));
}

/**
 * Keeps one snapshot and reads it again when another process changed the book, or when told to. `channels` is asked each
 * time: a door may go off and on again while people and rules stay.
 */
export function followOffice(sql: Sql, channels: () => Channels) {
  const version = () => sql.pragma("data_version", { simple: true }) as number;
  let seen = version();
  let upSince: Instant | null = null;
  let office = loadOffice(sql, channels());
  const refresh = () => {
    const read = version();
    office = { ...loadOffice(sql, channels()), upSince };
    seen = read; // only now: what could not be read is still news
    return office;
  };
  return {
    current: (): Office => {
      const { wa, email } = channels();
      const { doors } = office;
      if (doors.wa !== wa || doors.email !== email) office = { ...office, doors: { ...doors, wa, email } };
      return office;
    },
    refresh,
    /** The bot came back from an outage. */
    cameUp(at: Instant): void {
      upSince = at;
      refresh();
    },
    /** True if another process wrote since the last look; the snapshot is then a new one. */
    sync(): boolean {
      if (version() === seen) return false;
      refresh();
      return true;
    },
  };
}
