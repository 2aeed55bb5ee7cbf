import { describe, expect, test } from "vitest";
import { type AudienceQuestion, findAudience } from "../../../src/escalation/audience.ts";
import type { Holder, Unit } from "../../../src/people/contract.ts";
import type { StepChannels } from "../../../src/rules/contract.ts";
import { doors, makeHolder, makePeople, pupr, root } from "./facts.ts";

/** "post name/channel>fallback" for each who is told; "nobody in …" or "no such post". */
function told(
  holders: Holder[],
  question: Partial<AudienceQuestion> = {},
  vacant: [Unit, string][] = [],
): string[] {
  const audience = findAudience({
    people: makePeople(holders, vacant),
    unitId: pupr.id,
    post: "kepala",
    channels: "email+wa",
    date: "2026-11-26",
    doors,
    refused: new Set(),
    ...question,
  });
  if (!audience) return ["no such post"];
  if (audience.reaches.length === 0) return [`nobody in ${audience.unit.code}`];
  return audience.reaches.map(
    ({ holder, channel, fallback }) =>
      `${audience.post} ${holder.name}/${channel}${fallback ? `>${fallback}` : ""}`,
  );
}

const head = (fields: Partial<Holder> = {}) => makeHolder(pupr, "kepala", { name: "A", ...fields });
const sekretaris = makeHolder(pupr, "sekretaris", { name: "S", wa: null });

describe("channels", () => {
  test.each<[StepChannels, Partial<Holder>, string[]]>([
    ["wa", {}, ["kepala A/wa"]],
    ["email", {}, ["kepala A/email"]],
    ["wa>email", {}, ["kepala A/wa>email"]],
    ["email>wa", {}, ["kepala A/email>wa"]],
    ["wa+email", {}, ["kepala A/wa", "kepala A/email"]],
    ["email+wa", {}, ["kepala A/email", "kepala A/wa"]],
    ["wa>email", { waUsable: false }, ["kepala A/email"]],
    ["wa>email", { email: null }, ["kepala A/wa"]],
    ["wa+email", { emailUsable: false }, ["kepala A/wa"]],
    ["wa", { waUsable: false }, ["nobody in PUPR"]],
    ["email", { email: null }, ["nobody in PUPR"]],
    ["wa+email", { wa: null, email: null }, ["nobody in PUPR"]],
  ])("%s with %j", (channels, fields, expected) => {
    expect(told([head(fields)], { channels })).toEqual(expected);
  });

  test("a door that is shut is no way to anybody", () => {
    expect(told([head()], { channels: "wa>email", doors: { ...doors, wa: false } })).toEqual([
      "kepala A/email",
    ]);
    expect(told([head()], { channels: "wa", doors: { ...doors, wa: false } })).toEqual(["nobody in PUPR"]);
    expect(told([head()], { channels: "email>wa", doors: { ...doors, email: false } })).toEqual([
      "kepala A/wa",
    ]);
    expect(told([head()], { channels: "email", doors: { ...doors, email: false } })).toEqual([
      "nobody in PUPR",
    ]);
  });

  test("in trial every known address counts, except one that said STOP", () => {
    const trial = { wa: false, email: false, isTrial: true };
    expect(told([head({ waUsable: false })], { doors: trial })).toEqual(["kepala A/email", "kepala A/wa"]);
    expect(told([head({ emailUsable: false })], { doors: trial })).toEqual(["kepala A/wa"]);
    expect(told([head({ waUsable: false, waStopped: true })], { doors: trial })).toEqual(["kepala A/email"]);
  });
});

describe("who holds the post today", () => {
  test.each([
    ["from today", { from: "2026-11-26" }, true],
    ["to today", { to: "2026-11-26" }, true],
    ["from tomorrow", { from: "2026-11-27" }, false],
    ["to yesterday", { to: "2026-11-25" }, false],
    ["who said PINDAH", { leftAt: 1 }, false],
  ])("%s", (_, fields, isTold) => {
    expect(told([head(fields)], { channels: "email" })).toEqual([
      isTold ? "kepala A/email" : "nobody in PUPR",
    ]);
  });

  test("definitif, Plt, Plh, Pj and Pjs alike, each once, in order of entry", () => {
    const team = (["definitif", "plt", "plh", "pj", "pjs"] as const).map((kind) =>
      head({ kind, name: kind }),
    );
    expect(told(team, { channels: "email" })).toEqual(
      ["definitif", "plt", "plh", "pj", "pjs"].map((kind) => `kepala ${kind}/email`),
    );
  });

  test("one reachable holder is enough: nobody stands in for the others", () => {
    const holders = [head({ wa: null, email: null }), head({ name: "B" }), sekretaris];
    expect(told(holders, { channels: "email" })).toEqual(["kepala B/email"]);
  });
});

describe("a vacant post", () => {
  test("the unit's sekretaris stands in, and the post says so", () => {
    expect(told([sekretaris], {}, [[pupr, "kepala"]])).toEqual(["sekretaris S/email"]);
    expect(told([head({ to: "2026-01-01" }), sekretaris])).toEqual(["sekretaris S/email"]);
  });

  test("it never climbs: not to the parent's holder of the same post, not to the parent's sekretaris", () => {
    const above = [makeHolder(root, "kepala"), makeHolder(root, "sekretaris")];
    expect(told(above, {}, [[pupr, "kepala"]])).toEqual(["nobody in PUPR"]);
  });

  test("a sekretaris that is vacant too leaves nobody", () => {
    expect(
      told([], {}, [
        [pupr, "kepala"],
        [pupr, "sekretaris"],
      ]),
    ).toEqual(["nobody in PUPR"]);
  });
});

describe("a post that the unit does not have", () => {
  test("is looked for in its parent, whose sekretaris then stands in", () => {
    const above = makeHolder(root, "kepala", { name: "Atas", wa: null });
    expect(told([above])).toEqual(["kepala Atas/email"]);
    expect(
      told([makeHolder(root, "sekretaris", { name: "Sekda", wa: null }), sekretaris], {}, [[root, "kepala"]]),
    ).toEqual(["sekretaris Sekda/email"]);
  });

  test("before any disposition it is looked for in the root", () => {
    expect(told([head(), makeHolder(root, "kepala", { name: "Atas", wa: null })], { unitId: null })).toEqual([
      "kepala Atas/email",
    ]);
  });

  test("nobody up to the root has it", () => {
    expect(told([head()], { post: "inspektorat" })).toEqual(["no such post"]);
  });
});

describe("who refused this step for good", () => {
  const one = head({ id: 71, email: "a@contoh.example", wa: "+6281200000071" });
  const two = head({ id: 72, name: "B" });

  test.each<[string, StepChannels, string[], string[]]>([
    ["the other channel", "wa>email", ["71/wa/+6281200000071"], ["kepala A/email", "kepala B/wa>email"]],
    [
      "both channels: the others",
      "wa>email",
      ["71/wa/+6281200000071", "71/email/a@contoh.example"],
      ["kepala B/wa>email"],
    ],
    [
      "one of two channels",
      "email+wa",
      ["71/email/a@contoh.example"],
      ["kepala A/wa", "kepala B/email", "kepala B/wa"],
    ],
    [
      "an address since corrected counts again",
      "email",
      ["71/email/lama@contoh.example"],
      ["kepala A/email", "kepala B/email"],
    ],
  ])("%s", (_, channels, refused, expected) => {
    expect(told([one, two], { channels, refused: new Set(refused) })).toEqual(expected);
  });

  test("all of the post: the sekretaris", () => {
    const refused = new Set(["71/email/a@contoh.example"]);
    expect(told([one, sekretaris], { channels: "email", refused })).toEqual(["sekretaris S/email"]);
  });
});
