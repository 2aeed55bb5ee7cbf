import type { Duration, Window } from "../calendar/contract.ts";

export type Clock = "verification" | "response" | "completion";

/** "wa>email": the second only if the first cannot. "wa+email": both. */
export type StepChannels = "wa" | "email" | "wa>email" | "email>wa" | "wa+email" | "email+wa";

export interface Step {
  readonly after: Duration;
  readonly post: string;
  readonly channels: StepChannels;
  readonly window: Window;
  readonly windowText: string;
  readonly remind: { readonly every: Duration; readonly max: number } | null;
  readonly deliver: "each" | "digest";
}

/** Values that a complaint must have; an absent key matches every complaint. `unit` holds unit codes. */
export interface Match {
  readonly classification?: readonly string[];
  readonly category?: readonly string[];
  readonly unit?: readonly string[];
  readonly channel?: readonly string[];
  readonly priority?: readonly string[];
}

/** What one rule says in one version; immutable. */
export interface RuleVersion {
  readonly ruleId: number;
  readonly versionId: number;
  readonly version: number;
  readonly name: string;
  readonly clock: Clock;
  readonly match: Match;
  readonly limit: Duration;
  readonly gap: Duration;
  readonly reopen: boolean;
  readonly steps: readonly Step[];
}

/** A rule in force or switched off, in its current version. */
export interface Rule {
  readonly id: number;
  readonly name: string;
  readonly order: number;
  readonly active: boolean;
  readonly current: RuleVersion;
}
