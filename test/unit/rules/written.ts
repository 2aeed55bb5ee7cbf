/** The rule of escalation.md section 4, as YAML would give it. */
export const firstFollowUp = {
  name: "Tindak lanjut pertama",
  clock: "response",
  match: {},
  limit: "5 hari kerja",
  gap: "1 hari kerja",
  reopen: false,
  steps: [
    {
      after: "0 menit",
      post: "admin",
      channels: "wa>email",
      window: "07.00-20.00",
      remind: { every: "1 hari kerja", max: 2 },
    },
    { after: "3 hari kerja", post: "kepala", channels: "email+wa", window: "jam kerja" },
    {
      after: "5 hari kerja",
      post: "kepala_daerah",
      channels: "email+wa",
      window: "jam kerja",
      deliver: "digest",
    },
  ],
  order: 100,
  active: true,
};

/** The same with some of its fields otherwise. */
export function rule(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return { ...firstFollowUp, ...changes };
}

/** The same with its only step otherwise. */
export function ruleWithStep(changes: Record<string, unknown>): Record<string, unknown> {
  return rule({ steps: [{ after: "0 menit", post: "admin", channels: "wa", window: "selalu", ...changes }] });
}
