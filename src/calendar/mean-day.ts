import type { Calendar } from "./contract.ts";

/** Mean office seconds of a working day in the usual week: 27,000 by the shipped hours. Holidays and special hours change nothing. */
export function meanOfficeDay({ hours }: Pick<Calendar, "hours">): number {
  const days = hours.filter((intervals) => intervals.length > 0);
  const minutes = days.flat().reduce((sum, { open, close }) => sum + close - open, 0);
  return (minutes * 60) / days.length;
}
