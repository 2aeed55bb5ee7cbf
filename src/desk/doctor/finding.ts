import type { Finding } from "./contract.ts";

type Words = Pick<Finding, "cause" | "problem" | "remedy">;

/** Keeps sending switched off until it is mended. */
export function blocking(words: Words): Finding {
  return { ...words, isBlocking: true, text: join(words) };
}

export function warning(words: Words): Finding {
  return { ...words, isBlocking: false, text: join(words) };
}

function join({ problem, remedy }: Words): string {
  return remedy === null ? problem : `${problem} ${remedy}`;
}
