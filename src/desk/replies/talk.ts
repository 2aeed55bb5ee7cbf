import type { Instant } from "../../calendar/contract.ts";
import type { Office } from "../../escalation/contract.ts";
import { describePost } from "../../escalation/words.ts";
import type { Message } from "../../outbox/contract.ts";
import type { Holder } from "../../people/contract.ts";
import type { Desk } from "../desk.ts";
import type { Records } from "./records.ts";

/** What every reply is handled with. */
export interface Room {
  readonly desk: Desk;
  readonly records: Records;
  readonly office: () => Office;
  /** Call it after a change of people, so that `office` knows of it. */
  readonly onPeopleChanged: () => void;
}

/** One reply of a current holder. */
export interface Talk {
  /** That of the stored reply: the same for the same reply. */
  readonly key: string;
  readonly channel: "wa" | "email";
  readonly address: string;
  /** When it was written; never after now. */
  readonly at: Instant;
  readonly now: Instant;
  /** The sender in each post held today; at least one. */
  readonly holders: readonly Holder[];
  /** Messages to the sender that travelled as the one that is quoted: none, one, or the lines of a digest. */
  readonly quoted: readonly Message[];
}

/** What a reply came to, and what is said to that; `text` null: nothing. */
export interface Answer {
  /** For the log: never a name, a number or a title. */
  readonly outcome: string;
  readonly text: string | null;
  /** The complaint it is about, so that it continues its thread. */
  readonly trackingId?: string;
}

/** "Admin Dinas Perhubungan dan Kepala Dinas Perhubungan" */
export function describePosts(office: Office, holders: readonly Holder[]): string {
  return holders
    .map(({ post, unitId }) => describePost(post, office.people.units.get(unitId) ?? null))
    .join(" dan ");
}

/** Everything by which messages may have reached the sender. */
export function addressesOf({ holders }: Talk): string[] {
  return [...new Set(holders.flatMap(({ wa, email }) => [wa, email]).filter((address) => address !== null))];
}
