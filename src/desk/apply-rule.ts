import type { Instant } from "../calendar/contract.ts";
import { localDate } from "../calendar/arithmetic.ts";
import { findAudience } from "../escalation/audience.ts";
import type { Escalation, Office } from "../escalation/contract.ts";
import type { Rule } from "../rules/contract.ts";
import type { Desk } from "./desk.ts";

/** What applying a rule does to one open run. */
export interface Applied {
  readonly run: Escalation;
  readonly after: Escalation;
  readonly unit: string | null;
  /** Who would be told at the next step, as things stand today. */
  readonly next: { readonly post: string; readonly people: readonly string[] } | null;
}

/** Puts every open run of a rule under its current version. Call it inside a transaction; roll back for a preview. */
export function applyRule(desk: Desk, office: Office, rule: Rule, now: Instant): Applied[] {
  return desk.escalations
    .open()
    .filter((run) => run.ruleId === rule.id && run.ruleVersionId !== rule.current.versionId)
    .map((run) => {
      desk.clerk.rebase(run, rule.current, office, now);
      const after = desk.escalations.find(run.id) ?? run;
      return { run, after, unit: unitCode(run, office), next: nextAudience(after, office, rule, now) };
    });
}

function unitCode({ unitId }: Escalation, office: Office): string | null {
  return unitId === null ? null : (office.people.units.get(unitId)?.code ?? null);
}

function nextAudience(run: Escalation, office: Office, { current }: Rule, now: Instant): Applied["next"] {
  const step = current.steps[run.nextStep - 1];
  const { root } = office.people;
  const calendar = root?.calendar ? office.calendars.get(root.calendar) : undefined;
  if (!step || !calendar) return null;
  const audience = findAudience({
    people: office.people,
    unitId: run.unitId,
    post: step.post,
    channels: step.channels,
    date: localDate(calendar, run.dueAt ?? now),
    doors: { ...office.doors, isTrial: true },
    refused: new Set(),
  });
  return {
    post: audience?.post ?? step.post,
    people: [...new Set(audience?.reaches.map(({ holder }) => holder.name))],
  };
}
