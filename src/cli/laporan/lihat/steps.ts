import type { Instant } from "../../../calendar/contract.ts";
import { withoutMissingYear } from "../../../calendar/missing-year.ts";
import type { Escalation } from "../../../escalation/contract.ts";
import type { TimedFacts } from "../../../escalation/timing.ts";
import type { Message } from "../../../outbox/contract.ts";
import type { RuleVersion, Step } from "../../../rules/contract.ts";
import type { LogEntry, StepLife } from "./contract.ts";
import { reckonStep, type StepStart } from "./reckon.ts";

export interface StepsQuestion {
  readonly run: Escalation;
  readonly rule: RuleVersion;
  readonly facts: TimedFacts | null;
  readonly log: readonly LogEntry[];
  readonly messages: readonly Message[];
  readonly now: Instant;
}

/** Each step of a run: what became of it, or when it would fall due if the one before were told in time. */
export function readSteps(question: StepsQuestion): StepLife[] {
  const lives: StepLife[] = [];
  for (const [index, step] of question.rule.steps.entries()) {
    const number = index + 1;
    const before = lives.at(-1);
    const told = number === question.run.nextStep ? question.run.toldAt : null;
    const forecast = told ?? before?.reckoning?.fireAt ?? null;
    lives.push(readStep(question, { number, step, told: forecast }));
  }
  return lives;
}

interface StepQuestion {
  readonly number: number;
  readonly step: Step;
  readonly told: Instant | null;
}

function readStep(question: StepsQuestion, { number, step, told }: StepQuestion): StepLife {
  const { run, facts, now } = question;
  const log = question.log.filter((entry) => entry.step === number);
  const messages = question.messages.filter((message) => message.step === number);
  const common = { number, step, log, messages };
  if (number < run.nextStep) return { ...common, ...readPast(facts, number, log) };
  if (run.state === "ended") return { ...common, state: "dropped", due: null, reckoning: null };
  const isNext = number === run.nextStep && (number === 1 || run.toldAt !== null);
  const start = { step: number, told, notBefore: isNext ? run.notBefore : null };
  const reckoning = facts && withoutMissingYear(() => reckonStep(facts, start, now));
  return { ...common, state: isNext ? "next" : "planned", due: reckoning?.due ?? null, reckoning };
}

/** The due moment as it was; its reasons only where the rule and the calendar of today still give the same. */
function readPast(facts: TimedFacts | null, step: number, log: readonly LogEntry[]) {
  const last = log.findLast(({ event }) => event === "fired" || event === "unreachable");
  const state = last?.event === "unreachable" ? "unreachable" : "fired";
  const due = momentOf(last, "due");
  if (!facts || !last || due === null) return { state, due, reckoning: null } as const;
  const start: StepStart = { step, told: momentOf(last, "told"), notBefore: momentOf(last, "notBefore") };
  const reckoning = withoutMissingYear(() => reckonStep(facts, start, due));
  return { state, due, reckoning: reckoning?.due === due ? reckoning : null } as const;
}

function momentOf(entry: LogEntry | undefined, name: string): Instant | null {
  const value = entry?.detail[name];
  return typeof value === "number" ? value : null;
}
