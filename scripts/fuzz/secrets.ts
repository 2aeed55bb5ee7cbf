import type { Fault } from "./contract.ts";

/** Stand in names, bodies and replies of the inputs: whoever finds one in a book, a report or a message found a leak. */
export const secrets = ["6304051708900001", "081234567890", "pelapor.rahasia@contoh.example"] as const;

export const secretText = `NIK ${secrets[0]}, HP ${secrets[1]}, surel ${secrets[2]}`;

/** No number: only their column tells that they are somebody's. */
export const secretWords = ["zulqarnain hikmatullah", "kucing oranye masuk sumur"] as const;

export function findLeaks(text: string, where: string, needles: readonly string[] = secrets): Fault[] {
  const lower = text.toLowerCase();
  return needles
    .filter((secret) => lower.includes(secret))
    .map((secret) => ({ trouble: "leaked" as const, what: `${secret} in ${where}` }));
}
