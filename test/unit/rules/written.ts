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

/** Verification and completion by classification, as section 4 tells them and YAML would give them. */
const timedByLaw = [
  {
    name: "Verifikasi",
    clock: "verification",
    match: {},
    limit: "3 hari kerja",
    gap: "1 hari kerja",
    reopen: false,
    steps: [
      {
        after: "1 hari kerja",
        post: "kominfo",
        channels: "wa>email",
        window: "jam kerja",
        deliver: "digest",
      },
      { after: "3 hari kerja", post: "kepala_kominfo", channels: "email+wa", window: "jam kerja" },
    ],
    order: 100,
    active: true,
  },
  completion(["Penyelesaian permintaan informasi", "permintaan_informasi", 100], [4, 5, 6]),
  completion(
    ["Penyelesaian pengaduan dan aspirasi", ["pengaduan_tidak_berkadar", "aspirasi"], 110],
    [11, 14, 17],
  ),
  completion(["Penyelesaian pengaduan berkadar pengawasan", "pengaduan_berkadar", 120], [48, 60, 72]),
];

/** Every rule of the contract that is shipped, by name. */
export const shippedRules = new Map([firstFollowUp, ...timedByLaw].map((each) => [each.name, each]));

/** The days are working days: when the admin, the head (on the legal limit) and the regional head are told. */
function completion(
  [name, classification, order]: readonly [string, string | string[], number],
  [admin, limit, region]: readonly [number, number, number],
) {
  return {
    name,
    clock: "completion",
    match: { classification },
    limit: `${limit} hari kerja`,
    gap: "1 hari kerja",
    reopen: false,
    steps: [
      { after: `${admin} hari kerja`, post: "admin", channels: "wa>email", window: "07.00-20.00" },
      { after: `${limit} hari kerja`, post: "kepala", channels: "email+wa", window: "jam kerja" },
      {
        after: `${region} hari kerja`,
        post: "kepala_daerah",
        channels: "email+wa",
        window: "jam kerja",
        deliver: "digest",
      },
    ],
    order,
    active: true,
  };
}

/** firstFollowUp with some of its fields otherwise. */
export function rule(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return { ...firstFollowUp, ...changes };
}

/** firstFollowUp with one step, and that otherwise. */
export function ruleWithStep(changes: Record<string, unknown>): Record<string, unknown> {
  return rule({ steps: [{ after: "0 menit", post: "admin", channels: "wa", window: "selalu", ...changes }] });
}
