import { sqliteTable, text } from "./columns.ts";

/** Single values: heartbeat, since when sending is on, pacing, the Pemda's link to LAPOR!. */
export const settings = sqliteTable("settings", { key: text().primaryKey(), value: text().notNull() });
