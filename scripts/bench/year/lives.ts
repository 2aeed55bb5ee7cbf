import type { Instant } from "../../../src/calendar/contract.ts";
import { parseLocalInstant } from "../../../src/calendar/format.ts";
import { type Happening, layOutLife } from "../../../src/simulation/timeline.ts";
import { officeCount } from "../pemda.ts";

const at = (text: string): Instant => parseLocalInstant(text, { zone: "Asia/Makassar" });

export const yearFrom = at("2026-01-01T00:00");
export const yearTo = at("2027-01-01T00:00");
// The last ones come early enough for their late answers to end within the year.
const lastReport = at("2026-12-08T00:00");
const hour = 3600;
const day = 86_400;

/** A year of complaints, evenly spread: 45 in a hundred are answered within a day, 30 within four, 15 late, 10 never. */
export function layOutYear(complaints: number): Happening[] {
  return Array.from({ length: complaints }, (_, index) => index)
    .flatMap((index) => lifeOf(index, complaints))
    .sort((a, b) => a.at - b.at);
}

function lifeOf(index: number, complaints: number): Happening[] {
  const reportedAt = yearFrom + Math.floor((index * (lastReport - yearFrom)) / complaints);
  const disposedAt = reportedAt + (1 + (index % 20)) * hour;
  const delay = answerDelay(index);
  const firstFollowUpAt = delay === null ? null : disposedAt + delay;
  const office = 90_001 + (index % officeCount);
  const update = {
    trackingId: String(3_000_000 + index),
    title: `Jalan berlubang di depan pasar nomor ${index}`,
    classification: "pengaduan_tidak_berkadar",
    category: "Jalan",
    categoryId: "1397",
    channel: "Website",
    opdName: `Dinas Contoh ${office}`,
    opdExternalId: String(office),
    reportedAt,
    disposedAt,
    firstFollowUpAt,
    closedAt: firstFollowUpAt === null ? null : firstFollowUpAt + 7 * day,
    locationName: "Kec. Alalak",
    isAnonymous: false,
    isSecret: false,
  } as const;
  return layOutLife([{ update, pauses: [] }]);
}

/** Seconds after the disposition; null: never. Neighbours differ, so that each day has some of every kind. */
function answerDelay(index: number): number | null {
  const lot = (index * 37) % 100;
  if (lot < 45) return (1 + (index % 23)) * hour;
  if (lot < 75) return (24 + (index % 72)) * hour;
  if (lot < 90) return (5 + (index % 9)) * day;
  return null;
}
