import type { units } from "../../../db/schema/units.ts";

/** A unit as it stands in the book: what was set for it, before anything falls back to its parent. */
export type UnitRow = typeof units.$inferSelect;

/** What people set of a unit. `zone` is an IANA name. */
export type UnitDraft = Omit<UnitRow, "id">;
