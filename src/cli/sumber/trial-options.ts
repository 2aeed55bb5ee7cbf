import type { Calendar, Zone } from "../../calendar/contract.ts";
import { zoneOffset } from "../../calendar/zones.ts";
import { statusOf } from "../../complaints/status-words.ts";
import { officeWord } from "../../desk/lapor/office-word.ts";
import type { People } from "../../people/contract.ts";
import type { ReadOptions } from "../../sources/lapor/read-complaint.ts";
import type { LaporSettings } from "../../sources/lapor/settings.ts";
import { currentInstant } from "../shared/book.ts";
import type { openCommandDesk } from "../shared/command-desk.ts";
import { calendarOfPemda } from "../shared/place.ts";

export interface TrialOptions extends ReadOptions {
  readonly people: People;
  /** In whose zone moments are shown. */
  readonly place: Pick<Calendar, "zone">;
}

/** How the bot would read an answer that came now. */
export function trialOptions(
  { sql, book, office }: ReturnType<typeof openCommandDesk>,
  { fields }: LaporSettings,
  zone: string,
): TrialOptions {
  const added = book.addedStatusWords();
  const { people } = office;
  return {
    people,
    place: calendarOfPemda(sql, office),
    fields,
    asOf: currentInstant(),
    offsetMinutes: zone === "UTC" ? 0 : zoneOffset(zone as Zone) / 60,
    statusOf: (text) => statusOf(text, added),
    officeOf: (ref) => officeWord(people, ref),
  };
}
