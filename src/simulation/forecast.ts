import type { Db } from "../../db/open.ts";
import type { Instant } from "../calendar/contract.ts";
import { loadOffice } from "../desk/office.ts";
import type { Office } from "../escalation/contract.ts";
import { listMessages, type SimulatedMessage } from "./lines.ts";
import { asRegistered, play } from "./simulate.ts";

/** Longer than any chain: where a rule waits for more, the end of it is not foreseen. */
const horizon = 400 * 86_400;

/**
 * Every message that would leave from `now` on if nobody answered and nothing changed, in the order of a simulation. Plays a
 * mirror book, which is used up by it. Every message counts as accepted at once, every complaint as confirmed.
 */
export function forecast(mirror: Db, now: Instant): SimulatedMessage[] {
  mirror.sql.exec(
    "update outbox set state = 'pending', channel = intended where state in ('pending', 'sending')",
  );
  play({ db: mirror, office: presentOffice(mirror, now), happenings: [], from: now, to: now + horizon });
  return listMessages(mirror, now, now + horizon);
}

/** As it is, but that both doors are open; in trial every known address counts, as it does there. */
function presentOffice({ sql }: Db, now: Instant): Office {
  const office = loadOffice(sql, { wa: true, email: true });
  const open: Office = {
    ...office,
    maxAgeOf: () => null,
    doors: { wa: true, email: true, isTrial: false },
    sendingSince: office.sendingSince ?? now,
  };
  return office.doors.isTrial ? asRegistered(open) : open;
}
