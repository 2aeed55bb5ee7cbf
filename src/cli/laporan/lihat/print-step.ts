import type { Instant } from "../../../calendar/contract.ts";
import { formatInstant } from "../../../calendar/format.ts";
import { describePost } from "../../../escalation/words.ts";
import type { Message } from "../../../outbox/contract.ts";
import type { Unit } from "../../../people/contract.ts";
import { wrap } from "../../shared/wrap.ts";
import type { LogEntry, RunLife, StepLife } from "./contract.ts";
import { describeEvent } from "./describe-event.ts";
import { describeReckoning } from "./describe-reckoning.ts";
import { type Place, shortMoment } from "./moments.ts";
import { describeMessage } from "./print-message.ts";
import { describeChannels, describeUncounted, describeWindow } from "./words.ts";

export interface StepPlace {
  readonly life: RunLife;
  readonly place: Place;
  readonly unitOf: (id: number | null) => Unit | null;
  readonly now: Instant;
}

/** A step: whom it tells, when and why then, and what came of it. */
export function describeStep(step: StepLife, where: StepPlace): string[] {
  const { life } = where;
  const { post, channels } = step.step;
  const head = `${describePost(post, life.unit)} – ${describeChannels(channels)}, ${describeWindow(step.step)}`;
  return [
    ...wrap(head, `  Jenjang ${step.number}: `),
    ...describeDue(step, where),
    ...inOrder(step).flatMap((entry) => describeEntry(entry, where)),
  ];
}

function describeDue(step: StepLife, { life, place }: StepPlace): string[] {
  const { state, due, reckoning, number } = step;
  const isOpen = state === "next" || state === "planned";
  if (due === null || (isOpen && life.run.state === "paused")) return [`    ${whyNoDue(step, life)}`];
  const moment = formatInstant(life.calendar, state === "planned" ? (reckoning?.fireAt ?? due) : due);
  const why = reckoning
    ? describeReckoning(life, place, { number, reckoning })
    : ["menurut aturan dan kalender yang berlaku saat itu"];
  return [
    ...(state === "planned"
      ? wrap(`${moment}, bila jenjang sebelumnya diberi tahu tepat waktu`, "    Paling cepat ")
      : [`    Jatuh tempo ${moment}`]),
    ...why.flatMap((line) => wrap(line, "      ")),
  ];
}

function whyNoDue({ state }: StepLife, life: RunLife): string {
  if (state === "dropped") return "tidak dijalankan";
  if (state === "fired" || state === "unreachable") return "dijalankan menurut versi aturan sebelumnya";
  return life.run.state === "paused" ? "dihitung lagi sesudah masa tunda berakhir" : describeUncounted(life);
}

type Entry = { readonly at: Instant } & (
  | { readonly log: LogEntry; readonly message?: never }
  | { readonly message: Message; readonly log?: never }
);

/** Messages stand under what made them. */
function inOrder({ log, messages }: StepLife): Entry[] {
  const entries: Entry[] = [
    ...log.map((entry) => ({ at: entry.at, log: entry })),
    ...messages.map((message) => ({ at: message.createdAt, message })),
  ];
  return entries.toSorted((one, other) => one.at - other.at);
}

function describeEntry(entry: Entry, { life, place, unitOf, now }: StepPlace): string[] {
  if (entry.message)
    return wrap(describeMessage(place, entry.message, unitOf(entry.message.unitId), now), "      → ");
  return wrap(describeEvent(entry.log, life, place), `    ${shortMoment(place, entry.at)}  `);
}
