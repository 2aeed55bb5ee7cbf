import type { Calendar, DayPassed, Instant } from "../../../calendar/contract.ts";
import { isoWithOffset } from "../../../calendar/format.ts";
import type { Audience } from "../../../escalation/audience.ts";
import type { Message } from "../../../outbox/contract.ts";
import { asJson } from "../daftar.ts";
import type { Life, LogEntry, Next, Reckoning, RunLife, Span, StepLife } from "./contract.ts";
import { historyAsJson } from "./history.ts";

type Iso = (t: Instant | null) => string | null;

/** The whole life for programs: the code's names, ISO instants with offset. */
export function lifeAsJson(life: Life): Record<string, unknown> {
  const { complaint, unit, calendar, runs, unstarted } = life;
  return {
    complaint: asJson(complaint, calendar),
    unit: unit && { code: unit.code, name: unit.name },
    history: historyAsJson(life),
    escalations: runs.map(runAsJson),
    unstarted,
  };
}

function isoIn(calendar: Calendar): Iso {
  return (t) => (t === null ? null : isoWithOffset(calendar, t));
}

const runMoments = [
  "anchorAt",
  "stepDueAt",
  "dueAt",
  "heldUntil",
  "firedAt",
  "toldAt",
  "toldBefore",
  "remindFrom",
  "ackedAt",
  "notBefore",
  "startedAt",
  "endedAt",
] as const;

function runAsJson(life: RunLife): Record<string, unknown> {
  const { run, rule, unit, calendar } = life;
  const iso = isoIn(calendar);
  return {
    ...withIso(run, runMoments, iso),
    unit: unit?.code ?? null,
    rule: { name: rule.name, version: rule.version, limit: rule.limit.text, gap: rule.gap.text },
    deadline: life.deadline && spanAsJson(life.deadline, iso),
    missingYear: life.missingYear,
    steps: life.steps.map((step) => stepAsJson(step, iso)),
    log: life.log.map((entry) => entryAsJson(entry, iso)),
    moved: life.moved.map((message) => messageAsJson(message, iso)),
    next: nextAsJson(life.next, iso),
  };
}

function stepAsJson({ number, step, state, due, reckoning, log, messages }: StepLife, iso: Iso) {
  const { after, post, channels, windowText, remind, deliver } = step;
  return {
    step: number,
    post,
    after: after.text,
    channels,
    window: windowText,
    deliver,
    remind: remind && { every: remind.every.text, max: remind.max },
    state,
    due: iso(due),
    why: reckoning && reckoningAsJson(reckoning, iso),
    log: log.map((entry) => entryAsJson(entry, iso)),
    messages: messages.map((message) => messageAsJson(message, iso)),
  };
}

function reckoningAsJson({ after, gap, notBefore, isMoved, fireAt }: Reckoning, iso: Iso) {
  return {
    by: gap ? "gap" : "due",
    after: spanAsJson(after, iso),
    gap: gap && spanAsJson(gap, iso),
    notBefore: iso(notBefore),
    movedIntoWindow: isMoved,
    fireAt: iso(fireAt),
  };
}

function spanAsJson({ duration, from, to, skipped, pauses }: Span, iso: Iso) {
  return {
    duration: duration.text,
    from: iso(from),
    to: iso(to),
    skipped: skipped.map(({ date, reason }: DayPassed) => ({ date, reason })),
    pauses: pauses.map(([begin, end]) => [iso(begin), iso(end)]),
  };
}

const messageMoments = ["dueAt", "notBefore", "createdAt", "acceptedAt", "deliveredAt", "readAt"] as const;

function messageAsJson(message: Message, iso: Iso): Record<string, unknown> {
  return withIso(message, messageMoments, iso);
}

const logMoments = new Set(["due", "told", "notBefore", "until", "since", "limit"]);

function entryAsJson({ at, event, step, detail }: LogEntry, iso: Iso) {
  const moments = Object.entries(detail).map(([name, value]) => [
    name,
    logMoments.has(name) && typeof value === "number" ? iso(value) : value,
  ]);
  return { at: iso(at), event, step, detail: Object.fromEntries(moments) as LogEntry["detail"] };
}

function nextAsJson(next: Next, iso: Iso): Record<string, unknown> {
  if (next.kind === "none") return { kind: next.kind, why: next.why };
  const common = { kind: next.kind, at: iso(next.at), step: next.step };
  if (next.kind === "settle") return common;
  if (next.kind === "step")
    return {
      ...common,
      told: peopleOf(next.audience),
      why: next.reckoning && reckoningAsJson(next.reckoning, iso),
    };
  return {
    ...common,
    occurrence: next.occurrence,
    told: peopleOf(next.audience),
    why: spanAsJson(next.span, iso),
  };
}

function peopleOf(audience: Audience | null) {
  return (audience?.reaches ?? []).map(({ holder, channel, fallback }) => ({
    person: holder.name,
    unit: audience?.unit.code ?? null,
    post: audience?.post ?? null,
    channel,
    fallback,
  }));
}

function withIso<T extends object>(
  row: T,
  names: readonly (keyof T & string)[],
  iso: Iso,
): Record<string, unknown> {
  const json: Record<string, unknown> = Object.fromEntries(Object.entries(row));
  for (const name of names) {
    const at = row[name];
    json[name] = typeof at === "number" ? iso(at) : null;
  }
  return json;
}
