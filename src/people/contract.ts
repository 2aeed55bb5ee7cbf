import type { Instant, LocalDate } from "../calendar/contract.ts";

export type HolderKind = "definitif" | "plt" | "plh" | "pj" | "pjs";

export interface Unit {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  /** How its head is addressed, such as "Kepala Dinas". */
  readonly sebutan: string | null;
  readonly externalId: string | null;
  readonly parentId: number | null;
  /** Code of the calendar that applies, its own or its nearest ancestor's; null: none chosen yet. */
  readonly calendar: string | null;
}

export interface Holder {
  readonly id: number;
  readonly unitId: number;
  readonly post: string;
  readonly name: string;
  readonly kind: HolderKind;
  /** E.164 with +. */
  readonly wa: string | null;
  /** Lower case. */
  readonly email: string | null;
  /** Both included; null is open. */
  readonly from: LocalDate | null;
  readonly to: LocalDate | null;
  readonly leftAt: Instant | null;
  /** Can the number be written to on WhatsApp: registered, not stopped, not switched off. */
  readonly waUsable: boolean;
  /** Its owner said STOP. */
  readonly waStopped: boolean;
  /** Neither stopped nor switched off. */
  readonly emailUsable: boolean;
}

/** "Pemerintah Kabupaten Contoh" is the kabupaten "contoh"; both are null where the root's name does not say. */
export interface Region {
  readonly kind: "kabupaten" | "kota" | "provinsi" | null;
  readonly name: string | null;
}

/** Who is who, as one snapshot in memory. */
export interface People {
  readonly units: ReadonlyMap<number, Unit>;
  readonly root: Unit | null;
  /** Key: postKey(unitId, post). Holders in order of id; a post without holders has an empty list. */
  readonly holdersByPost: ReadonlyMap<string, readonly Holder[]>;
  /** Folded spelling to the ids of the units that claim it. */
  readonly unitIdsByAlias: ReadonlyMap<string, readonly number[]>;
  /** The same with the region's name taken off, asked only where the full spelling says nothing. */
  readonly unitIdsByBareName: ReadonlyMap<string, readonly number[]>;
  /** The Pemda's own name, as foldRegion reads it from the root unit. */
  readonly region: Region;
  readonly unitIdByExternalId: ReadonlyMap<string, number>;
}
