import type { Instant } from "../calendar/contract.ts";
import type { Escalation } from "./contract.ts";

/** A message of the last fired step was accepted: the chain may go on from here. Late news of older steps changes nothing. */
export function noteTold(escalation: Escalation, step: number, at: Instant): Escalation {
  if (step !== escalation.nextStep - 1) return escalation;
  return {
    ...escalation,
    toldAt: escalation.toldAt ?? at,
    remindFrom: escalation.remindFrom ?? at,
    round: escalation.toldAt === null ? 0 : escalation.round,
  };
}

/** Every message of the last fired step was refused: the step is taken back and looks for somebody else. */
export function takeBack(escalation: Escalation, step: number): Escalation {
  if (step !== escalation.nextStep - 1 || escalation.toldAt !== null) return escalation;
  return {
    ...escalation,
    nextStep: step,
    toldAt: escalation.toldBefore,
    toldBefore: null,
    firedAt: null,
    round: escalation.round + 1,
  };
}
