import type { Fault } from "./contract.ts";

/** Stand in names, bodies and replies of the inputs: whoever finds one in a book, a report or a message found a leak. */
export const secrets = ["6304051708900001", "081234567890", "pelapor.rahasia@contoh.example"] as const;

export const secretText = `NIK ${secrets[0]}, HP ${secrets[1]}, surel ${secrets[2]}`;

export function findLeaks(text: string, where: string): Fault[] {
  const lower = text.toLowerCase();
  return secrets
    .filter((secret) => lower.includes(secret))
    .map((secret) => ({ trouble: "leaked" as const, what: `${secret} in ${where}` }));
}
