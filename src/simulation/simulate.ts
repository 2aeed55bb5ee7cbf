import type { Db } from "../../db/open.ts";
import type { Instant } from "../calendar/contract.ts";
import { openDesk } from "../desk/desk.ts";
import { emptyCounts } from "../desk/intake.ts";
import { loadOffice } from "../desk/office.ts";
import type { Office } from "../escalation/contract.ts";
import type { Holder } from "../people/contract.ts";
import type { Happening } from "./timeline.ts";

export interface SimulationOrder {
  /** A shadow book: its complaints and messages are the simulation's. */
  readonly db: Db;
  /** In order of time. */
  readonly happenings: readonly Happening[];
  /** Complaints reported before it are backlog, and silent. */
  readonly from: Instant;
  /** Nothing at or after it happens. */
  readonly to: Instant;
  readonly onProgress?: (done: number, total: number) => void;
}

const doors = ["wa", "email"] as const;

/**
 * Plays what happened through the real engine, with a clock that leaps from moment to moment. Every message counts as
 * accepted at once, every complaint as confirmed, every number as registered. What came of it stands in the shadow book.
 */
export function simulate(order: SimulationOrder): void {
  play({ ...order, office: standingOrders(order.db, order.from) });
}

interface PlayOrder extends SimulationOrder {
  readonly office: Office;
}

/** As simulate, under orders that the caller gives: they decide what counts as confirmed, and who as registered. */
export function play({ db, office, happenings, from, to, onProgress }: PlayOrder): void {
  const desk = openDesk({
    db,
    office: () => office,
    onPoison: (_, error) => {
      throw error;
    },
  });
  let next = 0;
  let now = happenings[0]?.at ?? from;

  function learn(): void {
    const counts = emptyCounts();
    for (; next < happenings.length; next++) {
      const happening = happenings[next];
      if (!happening || happening.at > now) break;
      desk.intake.receive([happening.update], { source: "manual", asOf: now }, counts, now);
    }
    onProgress?.(next, happenings.length);
  }

  function deliver(): boolean {
    const rows = doors.flatMap((door) => desk.outbox.due(door, now));
    for (const row of rows) desk.outbox.settle(row, "accepted", { acceptedAt: now });
    desk.aftermath.noteTold(rows, now);
    return rows.length > 0;
  }

  function nextMoment(): Instant | null {
    const moments = [
      happenings[next]?.at ?? null,
      desk.clerk.nextDueAt(),
      ...doors.map((door) => desk.outbox.nextAt(door)),
    ];
    const known = moments.filter((moment) => moment !== null);
    return known.length === 0 ? null : Math.max(now, Math.min(...known));
  }

  db.sql
    .transaction(() => {
      for (let moment = nextMoment(); moment !== null && moment < to; moment = nextMoment()) {
        now = moment;
        learn();
        while (desk.clerk.judgeDue(office, now).looked > 0 || deliver());
      }
    })
    .immediate();
}

/** As they are in the book, with every number registered, both doors open, and sending on since the beginning. */
function standingOrders({ sql }: Db, from: Instant): Office {
  return asRegistered({
    ...loadOffice(sql, { wa: true, email: true }),
    maxAgeOf: () => null,
    doors: { wa: true, email: true, isTrial: false },
    sendingSince: from,
  });
}

/** The same with every known number and address usable. */
export function asRegistered(office: Office): Office {
  const holdersByPost = new Map(
    [...office.people.holdersByPost].map(([key, holders]) => [key, holders.map(makeUsable)]),
  );
  return { ...office, people: { ...office.people, holdersByPost } };
}

function makeUsable(holder: Holder): Holder {
  return { ...holder, waUsable: holder.wa !== null, emailUsable: holder.email !== null };
}
