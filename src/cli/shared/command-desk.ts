import type { Db } from "../../../db/open.ts";
import { openDesk } from "../../desk/desk.ts";
import { type Channels, loadOffice } from "../../desk/office.ts";

/** The desk for one command: it learns and reviews; firing is left to the bot. */
export function openCommandDesk(db: Db, channels: Channels = { wa: false, email: false }) {
  const office = loadOffice(db.sql, channels);
  const desk = openDesk({
    db,
    office: () => office,
    onPoison: (_, error) => {
      throw error;
    },
  });
  return { ...desk, office };
}
