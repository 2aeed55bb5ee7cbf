import type { Duration, Instant } from "../../calendar/contract.ts";
import type { Complaint } from "../../complaints/contract.ts";
import type { Alarm } from "../../escalation/contract.ts";
import type { DayFigures } from "../../sources/webhook/store.ts";
import type { HolderRow } from "../../people/holders/contract.ts";

/** What is missing or wrong, and what mends it. A blocking one keeps sending switched off. */
export interface Finding {
  readonly cause: string;
  readonly isBlocking: boolean;
  readonly problem: string;
  /** Such as "Jalankan: siaga …"; null where the problem says it all. */
  readonly remedy: string | null;
  /** Both in one, for an alarm. */
  readonly text: string;
}

/** What is known of one number or mailbox. */
export interface AddressFacts {
  readonly registeredAt: Instant | null;
  readonly stoppedAt: Instant | null;
  readonly disabledAt: Instant | null;
}

export interface SourceFacts {
  readonly source: string;
  readonly kind: "file" | "lapor" | "webhook" | "manual";
  readonly maxAge: Duration | null;
  /** As of when its newest answer speaks. */
  readonly asOf: Instant | null;
  readonly lastOkAt: Instant | null;
  readonly lastErrorAt: Instant | null;
  readonly lastError: string | null;
}

export interface UnknownOffice {
  readonly name: string;
  readonly externalId: string | null;
  /** Complaints that wait for it. */
  readonly count: number;
}

/** A status text that nobody explained yet. */
export interface UnknownStatus {
  readonly text: string;
  /** Complaints that stand so. */
  readonly count: number;
}

/** What the doctor may know beside the standing orders. */
export interface DoctorFacts {
  /** Key: channel + "/" + address. */
  readonly addresses: ReadonlyMap<string, AddressFacts>;
  readonly holders: ReadonlyMap<number, Pick<HolderRow, "askedAt" | "confirmedAt">>;
  readonly sources: readonly SourceFacts[];
  /** How the webhook did on the day of its newest request; null: none came yet. */
  readonly webhook: DayFigures | null;
  readonly unknownOffices: readonly UnknownOffice[];
  readonly unknownStatuses: readonly UnknownStatus[];
  /** Open complaints of a classification that LAPOR! does not have. */
  readonly unknownClasses: readonly Complaint[];
  /** Open complaints that nobody answered, and for which no clock runs that would tell somebody. */
  readonly unwatched: readonly Complaint[];
  /** Failed messages of open runs for which nothing else went to the same person. */
  readonly failedMessages: number;
  /** Whatever the bot found and nobody has mended. */
  readonly alarms: readonly Alarm[];
  readonly isWaLinked: boolean;
  readonly isBotRunning: boolean;
}
