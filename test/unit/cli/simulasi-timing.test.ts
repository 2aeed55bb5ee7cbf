import { describe, expect, test } from "vitest";
import { usualDifference } from "../../../src/cli/simulasi/difference.ts";
import { tellTiming } from "../../../src/cli/simulasi/tell-timing.ts";
import { timeLevels } from "../../../src/cli/simulasi/timing.ts";
import type { SimulatedMessage } from "../../../src/simulation/lines.ts";
import { at, wita } from "../calendar/calendars.ts";

describe("the usual difference", () => {
  test.each([
    [
      "a working day over a weekend is one, not three",
      [["2026-11-20 10:00", "2026-11-23 10:00"]],
      "1 hari kerja",
    ],
    ["four office hours", [["2026-11-23 08:00", "2026-11-23 13:00"]], "4 jam kerja"],
    ["half an office hour", [["2026-11-23 08:00", "2026-11-23 08:30"]], "30 menit kerja"],
    ["a day and most of the next is nearer two", [["2026-11-23 07:30", "2026-11-24 15:00"]], "2 hari kerja"],
    [
      "a day and little of the next is nearer one",
      [["2026-11-23 07:30", "2026-11-24 09:00"]],
      "1 hari kerja",
    ],
    ["while the office is closed, plain hours", [["2026-11-23 17:00", "2026-11-23 20:00"]], "3 jam"],
    ["over a weekend, plain days", [["2026-11-20 20:00", "2026-11-22 20:00"]], "2 hari"],
    ["in a year without a holiday table, plain days", [["2031-03-03 08:00", "2031-03-06 08:00"]], "3 hari"],
    [
      "the middle of three, not their mean",
      [
        ["2026-11-16 10:00", "2026-11-30 10:00"],
        ["2026-11-16 10:00", "2026-11-16 11:00"],
        ["2026-11-16 10:00", "2026-11-18 10:00"],
      ],
      "2 hari kerja",
    ],
    [
      "the middle by working time, though a weekend makes the shortest long",
      [
        ["2026-11-20 10:00", "2026-11-23 10:00"],
        ["2026-11-16 10:00", "2026-11-18 10:00"],
        ["2026-11-16 10:00", "2026-11-19 10:00"],
      ],
      "2 hari kerja",
    ],
    [
      "of two the smaller",
      [
        ["2026-11-16 10:00", "2026-11-18 10:00"],
        ["2026-11-16 10:00", "2026-11-17 10:00"],
      ],
      "1 hari kerja",
    ],
  ])("%s", (_, spans, text) => {
    const moments = spans.map(([from = "", to = ""]) => ({ from: at(from), to: at(to) }));
    expect(usualDifference(moments, wita)?.text).toBe(text);
  });

  test("none of nothing", () => {
    expect(usualDifference([], wita)).toBeNull();
  });
});

describe("what a proposal does to a level, in words", () => {
  const [monday, tuesday, wednesday] = ["2026-11-23", "2026-11-24", "2026-11-25"];

  test.each<[string, string[], string[], string]>([
    [
      "all the same",
      [`1 step ${monday}`, `2 step ${monday}`],
      [`1 step ${monday}`, `2 step ${monday}`],
      "X: 2 pemberitahuan, semuanya tetap",
    ],
    [
      "one alone",
      [`1 step ${tuesday}`],
      [`1 step ${monday}`],
      "X: 1 pemberitahuan, lebih awal, 1 hari kerja",
    ],
    [
      "all earlier",
      [`1 step ${tuesday}`, `2 step ${wednesday}`],
      [`1 step ${monday}`, `2 step ${tuesday}`],
      "X: 2 pemberitahuan, semuanya lebih awal, biasanya 1 hari kerja",
    ],
    [
      "every way at once",
      [`1 step ${tuesday}`, `2 step ${monday}`, `3 step ${monday}`, `4 step ${monday}`],
      [`1 step ${monday}`, `2 step ${wednesday}`, `3 step ${monday}`, `5 step ${monday}`],
      "X: 4 pemberitahuan: 1 lebih awal (1 hari kerja), 1 lebih lambat (2 hari kerja), 1 baru, 1 tetap; 1 pemberitahuan tidak jadi",
    ],
    ["nothing comes any more", [`1 step ${monday}`], [], "X: 0 pemberitahuan; 1 pemberitahuan tidak jadi"],
    [
      "lines of digests have a name of their own",
      [`1 digest ${tuesday}`, `2 digest ${tuesday}`],
      [`1 digest ${monday}`, `2 digest ${monday}`],
      "X: 2 baris ringkasan, semuanya lebih awal, biasanya 1 hari kerja",
    ],
    [
      "a digest that becomes a message is the same message",
      [`1 digest ${tuesday}`, `2 digest ${tuesday}`],
      [`1 step ${monday}`, `2 digest ${tuesday}`],
      "X: 2 pemberitahuan dan baris ringkasan: 1 lebih awal (1 hari kerja), 1 tetap",
    ],
    [
      "kinds that fall away are counted apart",
      [`1 step ${monday}`, `2 step ${monday}`, `2 reminder ${tuesday}`, `3 digest ${tuesday}`],
      [`1 step ${monday}`],
      "X: 1 pemberitahuan, tetap; 1 pemberitahuan dan 1 pengingat dan 1 baris ringkasan tidak jadi",
    ],
  ])("%s", (_, today, proposed, words) => {
    expect(tell(today.map(message), proposed.map(message))).toBe(words);
  });

  test("a reminder that falls away is explained only where the next level hears before it", () => {
    const reminders = ["1", "2"].map((id) => message(`${id} reminder ${wednesday}`));
    const of = (...told: SimulatedMessage[]) => tell(reminders, told);
    const why = "karena jenjang di atasnya sudah diberi tahu";
    expect(of()).toBe("X: 0 pemberitahuan; 2 pengingat tidak jadi");
    expect(of(higher(`1 step ${wednesday}`), higher(`2 digest ${tuesday}`))).toBe(
      `X: 0 pemberitahuan; 2 pengingat tidak jadi ${why}`,
    );
    expect(of(higher(`1 step ${tuesday}`), higher("2 step 2026-11-26"))).toBe(
      `X: 0 pemberitahuan; 2 pengingat tidak jadi (1 pengingat ${why})`,
    );
    expect(tell([message(`1 step ${wednesday}`)], [higher(`1 step ${tuesday}`)])).toBe(
      "X: 0 pemberitahuan; 1 pemberitahuan tidak jadi",
    );
    expect(of({ ...higher(`1 step ${tuesday}`), clock: "completion" })).toBe(
      "X: 0 pemberitahuan; 2 pengingat tidak jadi",
    );
    expect(of({ ...higher(`1 step ${tuesday}`), step: 1 })).toBe(
      "X: 0 pemberitahuan; 2 pengingat tidak jadi",
    );
  });
});

describe("a person who is told as before, by other channels", () => {
  const written = message("1 step 2026-11-23");
  const mailed: SimulatedMessage = { ...written, channel: "email" };
  const later = (each: SimulatedMessage) => ({ ...each, at: mailed.at.replace("23T10", "24T10") });

  test.each<[string, SimulatedMessage[], SimulatedMessage[], string]>([
    [
      "one channel less",
      [mailed, written],
      [mailed],
      "X: 1 pemberitahuan, tetap; 1 pemberitahuan kepada orang yang tetap diberi tahu lewat saluran lain tidak jadi",
    ],
    ["one channel more", [written], [mailed, written], "X: 2 pemberitahuan: 1 lewat saluran lain, 1 tetap"],
    ["another channel", [written], [mailed], "X: 1 pemberitahuan, lewat saluran lain"],
    [
      "another channel a day later",
      [written],
      [later(mailed)],
      "X: 1 pemberitahuan, lebih lambat, 1 hari kerja",
    ],
  ])("%s", (_, today, proposed, words) => {
    expect(tell(today, proposed)).toBe(words);
  });
});

function higher(words: string): SimulatedMessage {
  return { ...message(words), post: "kepala", step: 2 };
}

function tell(today: SimulatedMessage[], proposed: SimulatedMessage[]): string {
  return tellTiming({ name: "X", timing: timeLevels(today, proposed, wita)("admin") });
}

/** "1 step 2026-11-23": about complaint 1, at ten. */
function message(words: string): SimulatedMessage {
  const [trackingId = "", kind = "", date = ""] = words.split(" ");
  return {
    at: `${date}T10:00:00+08:00`,
    trackingId,
    clock: "response",
    epoch: 1,
    step: 1,
    occurrence: kind === "reminder" ? 1 : 0,
    kind,
    post: "admin",
    unit: "dlh",
    person: "Dewi",
    channel: "wa",
    to: "+6281200000021",
    reason: "due",
  };
}
