import { isRefusal, type SmtpFailure } from "../../connections/smtp/failure.ts";
import type { Outcome } from "../../outbox/contract.ts";

/** Seconds: most servers that greylist (450, 451) let the second try in after five minutes. */
const greylisting = 300;

/** What a failed delivery means for the message: only what the server said of this recipient or this text counts against it. */
export function outcomeOf({ stage, code, message: reason }: SmtpFailure): Outcome {
  if (stage === "lost") return { kind: "temporary", reason, isUncertain: true };
  if (stage !== "recipient" && stage !== "message") return { kind: "unavailable", reason };
  if (isRefusal(code)) return { kind: "permanent", reason };
  const isGreylisted = code === 450 || code === 451;
  return { kind: "temporary", reason, ...(isGreylisted && { retryAfter: greylisting }) };
}
