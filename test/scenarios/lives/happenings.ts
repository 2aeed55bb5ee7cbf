import * as fc from "fast-check";
import type { Deed, Happening, Life, Says } from "./life.ts";
import { posts, unitCodes } from "./pemda.ts";
import { someRule, someRuleOrShipped } from "./rules.ts";

/** How often each kind of thing happens, one against the other. */
export interface Tempers {
  readonly words: number;
  readonly moves: number;
  readonly people: number;
  readonly rules: number;
  readonly holidays: number;
  readonly doors: number;
  readonly outages: number;
  readonly hands: number;
}

const plain: Tempers = {
  words: 8,
  moves: 3,
  people: 4,
  rules: 1,
  holidays: 2,
  doors: 3,
  outages: 2,
  hands: 1,
};

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

const someWait = fc.oneof(
  { weight: 2, arbitrary: fc.constant(0) },
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 90 }).map((n) => n * minute) },
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 30 }).map((n) => n * hour) },
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 8 }).map((n) => n * day) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 3 * day }) },
);

const open = ["Belum Terverifikasi", "Terverifikasi", "Belum Ditindaklanjuti", "Aneh Sekali"];
const paused = ["Ditunda", "Menunggu Kelengkapan Informasi"];
const answered = ["Proses", "Ditanggapi oleh Pelapor"];
const ended = ["Selesai", "Ditutup oleh Sistem", "Ditolak", "Diarsipkan oleh Admin", "Bukan Wewenang"];

const someStatus = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...open) },
  { weight: 3, arbitrary: fc.constantFrom(...paused) },
  { weight: 2, arbitrary: fc.constantFrom(...answered) },
  { weight: 2, arbitrary: fc.constantFrom(...ended) },
);

const someAgo = fc.oneof(
  fc.constant(0),
  fc.integer({ min: 1, max: 600 }),
  fc.integer({ min: 1, max: 72 }).map((n) => n * 60),
);

const someUnit = fc.record({
  code: fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...unitCodes) },
    { weight: 1, arbitrary: fc.constantFrom("PEMDA" as const, "?" as const) },
  ),
  spelling: fc.nat(2),
});

const someWho = fc.nat(3);
const someSource = fc.oneof(
  { weight: 8, arbitrary: fc.constant("manual" as const) },
  { weight: 2, arbitrary: fc.constant("file" as const) },
  { weight: 1, arbitrary: fc.constant("api" as const) },
);
const someLag = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 2000 }) },
);

const someSays: fc.Arbitrary<Says> = fc.record(
  {
    status: someStatus,
    followedUpAgo: someAgo,
    lastFollowUpAgo: someAgo,
    followUpCount: fc.nat(3),
    repliedAgo: someAgo,
    classification: fc.constantFrom(
      "permintaan_informasi" as const,
      "pengaduan_berkadar" as const,
      "aspirasi" as const,
    ),
    isPriority: fc.boolean(),
  },
  { requiredKeys: [] },
);

function saying(says: fc.Arbitrary<Says>): fc.Arbitrary<Deed> {
  return fc.record({
    do: fc.constant("say" as const),
    who: someWho,
    says,
    source: someSource,
    lag: someLag,
    times: fc.constantFrom(1, 1, 1, 2),
  });
}

const someWord = fc.oneof(
  { weight: 4, arbitrary: saying(someStatus.map((status) => ({ status }))) },
  { weight: 3, arbitrary: saying(someSays) },
  { weight: 1, arbitrary: saying(fc.constant({})) },
  { weight: 2, arbitrary: fc.constant<Deed>({ do: "confirm" }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("absent" as const), who: someWho }) },
);

const someMove = saying(
  fc.record({ unit: someUnit, disposedAgo: someAgo, status: someStatus }, { requiredKeys: ["unit"] }),
);

const someSeat = fc.nat(11);

const somePeopleChange: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({
    do: fc.constant("leave" as const),
    seat: someSeat,
    how: fc.constantFrom("ends" as const, "deleted" as const),
  }),
  fc.record({
    do: fc.constant("join" as const),
    place: fc.nat(posts.length - 1),
    wa: fc.boolean(),
    email: fc.boolean(),
    fromDays: fc.option(fc.integer({ min: -1, max: 4 })),
  }),
  fc.record({ do: fc.constant("move house" as const), seat: someSeat }),
  fc.record({ do: fc.constantFrom("stop" as const, "resume" as const), seat: someSeat }),
);

const someRuleChange: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({ do: fc.constantFrom("rule off" as const, "rule on" as const), rule: fc.nat(1) }),
  fc.record({
    do: fc.constant("edit rule" as const),
    rule: fc.nat(1),
    written: someRule,
    isApplied: fc.boolean(),
  }),
);

const someHoliday: fc.Arbitrary<Deed> = fc.record({
  do: fc.constant("holiday" as const),
  how: fc.constantFrom("add" as const, "remove" as const, "blink" as const),
  inDays: fc.integer({ min: -2, max: 9 }),
  place: fc.constantFrom("" as const, "" as const, "sekolah" as const),
});

const someDoor: fc.Arbitrary<Deed> = fc.oneof(
  fc
    .tuple(
      fc.constantFrom("wa" as const, "email" as const),
      fc.oneof(
        fc.tuple(fc.constant("temporary" as const), fc.integer({ min: 5, max: 3 * 24 * 60 })),
        fc.tuple(fc.constant("unavailable" as const), fc.integer({ min: 1, max: 30 })),
        fc.tuple(fc.constant("permanent" as const), fc.integer({ min: 1, max: 12 * 60 })),
        fc.tuple(fc.constantFrom("cut after" as const, "cut before" as const), fc.constant(24 * 60)),
      ),
    )
    .map(([door, [mood, minutes]]): Deed => ({ do: "door", door, mood, minutes })),
  fc.record({ do: fc.constantFrom("refuse" as const, "accept" as const), seat: someSeat }),
  fc.record({ do: fc.constantFrom("cancel" as const, "bounce" as const), pick: fc.nat(9) }),
);

const someOutage: fc.Arbitrary<Deed> = fc.record({
  do: fc.constant("outage" as const),
  minutes: fc.oneof(
    fc.integer({ min: 1, max: 120 }),
    fc.integer({ min: 1, max: 5 * 24 }).map((n) => n * 60),
  ),
});

const someHand: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom("siap" as const, "hold" as const, "let go" as const),
      who: someWho,
    }),
  },
  { weight: 1, arbitrary: fc.constant<Deed>({ do: "read" }) },
);

function someDeed(tempers: Tempers): fc.Arbitrary<Deed> {
  const kinds: Record<keyof Tempers, fc.Arbitrary<Deed>> = {
    words: someWord,
    moves: someMove,
    people: somePeopleChange,
    rules: someRuleChange,
    holidays: someHoliday,
    doors: someDoor,
    outages: someOutage,
    hands: someHand,
  };
  const weighed = (Object.keys(kinds) as (keyof Tempers)[]).map((kind) => ({
    weight: tempers[kind],
    arbitrary: kinds[kind],
  }));
  return fc.oneof(...weighed.filter(({ weight }) => weight > 0));
}

const begins = [
  "2026-11-16T09:00",
  "2026-11-20T15:30",
  "2026-11-28T21:15",
  "2026-12-14T08:00",
  "2026-12-23T14:00",
  "2027-01-04T10:10",
  "2026-03-12T07:30",
  "2026-03-17T16:00",
  "2026-03-26T11:45",
];

const beginning = {
  status: fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...open) }, { weight: 1, arbitrary: someStatus }),
  reportedAgo: fc.oneof(
    { weight: 9, arbitrary: someAgo },
    { weight: 1, arbitrary: fc.constant(60 * 24 * 30) },
  ),
  isPriority: fc.boolean(),
};
const bornWithout: fc.Arbitrary<Says> = fc.record(beginning, { requiredKeys: ["status"] });
const bornWithUnit: fc.Arbitrary<Says> = fc.record(
  { ...beginning, unit: someUnit, disposedAgo: someAgo },
  { requiredKeys: ["status", "unit"] },
);

/** A complaint comes into the world: open, with a unit more often than not, sometimes older than the bot. */
const someBirth = (who: number): fc.Arbitrary<Happening> =>
  fc.record({
    wait: someWait,
    deed: fc.record({
      do: fc.constant("say" as const),
      who: fc.constant(who),
      says: fc.oneof({ weight: 5, arbitrary: bornWithUnit }, { weight: 1, arbitrary: bornWithout }),
      source: someSource,
      lag: fc.constant(0),
      times: fc.constant(1),
    }),
  });

/** One to four complaints and up to fourteen more things that happen. */
export function someLife(tempers: Partial<Tempers> = {}): fc.Arbitrary<Life> {
  const deed = someDeed({ ...plain, ...tempers });
  return fc.record({
    begin: fc.constantFrom(...begins),
    rules: fc.tuple(someRuleOrShipped, someRuleOrShipped),
    hasKominfo: fc.nat(4).map((n) => n === 4),
    happenings: fc
      .tuple(
        fc
          .integer({ min: 1, max: 4 })
          .chain((count) => fc.tuple(...[0, 1, 2, 3].slice(0, count).map(someBirth))),
        fc.array(fc.record({ wait: someWait, deed }), { minLength: 2, maxLength: 14 }),
      )
      .map(([births, rest]) => [...births, ...rest]),
  });
}
