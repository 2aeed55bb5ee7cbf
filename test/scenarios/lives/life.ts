import type { Mood } from "./doors.ts";
import type { offices } from "./pemda.ts";

// What may happen to a few complaints in a few weeks, in any order, twice, late. Every moment is counted from the one before,
// so that a shrunk life still makes sense.

/** What a source says of a complaint; moments are minutes before the saying. */
export interface Says {
  readonly status?: string;
  readonly unit?: { readonly code: keyof typeof offices | "?"; readonly spelling: number };
  readonly reportedAgo?: number;
  readonly disposedAgo?: number;
  readonly followedUpAgo?: number;
  readonly lastFollowUpAgo?: number;
  readonly followUpCount?: number;
  readonly repliedAgo?: number;
  readonly classification?: "permintaan_informasi" | "pengaduan_berkadar" | "aspirasi";
  readonly isPriority?: boolean;
}

export type Deed =
  | {
      readonly do: "say";
      readonly who: number;
      readonly says: Says;
      readonly source: "manual" | "file" | "api";
      /** Minutes since the moment of which the source speaks. */
      readonly lag: number;
      readonly times: number;
    }
  /** An export of everything: what is open is still so. */
  | { readonly do: "confirm" }
  | { readonly do: "absent"; readonly who: number }
  | { readonly do: "leave"; readonly seat: number; readonly how: "ends" | "deleted" }
  | {
      readonly do: "join";
      readonly place: number;
      readonly wa: boolean;
      readonly email: boolean;
      readonly fromDays: number | null;
    }
  | { readonly do: "move house"; readonly seat: number }
  | { readonly do: "stop" | "resume"; readonly seat: number }
  | { readonly do: "refuse" | "accept"; readonly seat: number }
  | { readonly do: "rule off" | "rule on"; readonly rule: number }
  | {
      readonly do: "edit rule";
      readonly rule: number;
      readonly written: WrittenRule;
      /** Open runs go on under it at once. */
      readonly isApplied: boolean;
    }
  | {
      readonly do: "holiday";
      readonly how: "add" | "remove" | "blink";
      readonly inDays: number;
      readonly place: "" | "sekolah";
    }
  | { readonly do: "door"; readonly door: "wa" | "email"; readonly mood: Mood; readonly minutes: number }
  | { readonly do: "outage"; readonly minutes: number }
  | { readonly do: "siap" | "hold" | "let go"; readonly who: number }
  /** Kominfo cancels a message that waits; a mail that was taken comes back. */
  | { readonly do: "cancel" | "bounce"; readonly pick: number }
  /** Whatever was accepted is read. */
  | { readonly do: "read" };

/** A rule as `parseRule` reads it, without its name. */
export interface WrittenRule {
  readonly limit: string;
  readonly gap: string;
  readonly reopen: boolean;
  readonly steps: readonly WrittenStep[];
}

export interface WrittenStep {
  readonly after: string;
  readonly post: string;
  readonly channels: string;
  readonly window: string;
  readonly deliver?: "each" | "digest";
  readonly remind?: { readonly every: string; readonly max: number };
}

export interface Happening {
  /** Seconds after the happening before. */
  readonly wait: number;
  readonly deed: Deed;
}

export interface Life {
  /** Local time in WITA. */
  readonly begin: string;
  /** The response rule, and the one for what has priority. */
  readonly rules: readonly [WrittenRule, WrittenRule];
  /** Whether somebody at Kominfo can be written to: alarms are then messages too. */
  readonly hasKominfo: boolean;
  readonly happenings: readonly Happening[];
}
