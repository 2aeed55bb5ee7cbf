import type { holders } from "../../../db/schema/holders.ts";

/** A person in a post as it stands in the book. */
export type HolderRow = typeof holders.$inferSelect;

/** What people set of a holder; the rest (PINDAH, the half-yearly confirmation) comes from the holder. */
export type HolderDraft = Omit<HolderRow, "id" | "leftAt" | "confirmedAt" | "askedAt">;
