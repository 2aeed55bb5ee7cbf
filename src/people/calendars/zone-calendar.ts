export { zoneCalendarCode } from "../../calendar/zones.ts";
