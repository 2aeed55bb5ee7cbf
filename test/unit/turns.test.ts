import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Bot } from "../../src/bot.ts";
import { isoWithOffset } from "../../src/calendar/format.ts";
import { runTurns, takeTurn } from "../../src/turns.ts";
import { Wake } from "../../src/wake.ts";
import { at, openStory, type Story } from "../support/story.ts";

/** However busy the machine is. */
const soon = (check: () => void) => vi.waitFor(check, { timeout: 20_000, interval: 5 });

let story: Story;
/** What the log may say of errors. */
let expected: RegExp[];
beforeEach(() => {
  expected = [];
});
afterEach(async () => {
  await rest();
  story.close();
  expect(story.errors).toEqual(expected.map((each) => expect.stringMatching(each)));
});

const rest = () => soon(() => expect(story.bot().isPosting()).toBe(false));
const clockAlarms = () =>
  story.ask("select count(*) from alarms where cause = 'clock' and clearedAt is null");

/** As the program does it: turn after turn, each when the one before said. */
async function turnUntil(text: string): Promise<void> {
  for (;;) {
    const next = await takeTurn(story.bot(), () => {});
    await rest();
    if (next === null || next > at(text)) break;
    if (next > story.now()) story.leapTo(isoWithOffset({ zone: "Asia/Makassar" }, next));
  }
  story.leapTo(text);
  await takeTurn(story.bot(), () => {});
}

/** Whether it was done since this was asked last: then the doctor's findings are alarms. */
function wasDone(): boolean {
  return (
    story.db.sql.prepare("delete from alarms where cause = 'no_kominfo' or cause = 'no_channel'").run()
      .changes > 0
  );
}

describe("the look-over of the day", () => {
  test("a bot started at 09.00 looks over that day once, and the next at 07.00", async () => {
    story = openStory({ begin: "2026-11-23T09:00" });
    await turnUntil("2026-11-23T09:00");
    expect(wasDone()).toBe(true);
    await turnUntil("2026-11-24T06:59");
    await story.offUntil("2026-11-24T06:59");
    await turnUntil("2026-11-24T06:59");
    expect(wasDone()).toBe(false);
    await turnUntil("2026-11-24T07:00");
    expect(wasDone()).toBe(true);
    await story.offUntil("2026-11-24T09:00");
    await turnUntil("2026-11-24T23:00");
    expect(wasDone()).toBe(false);
  });

  test("off at 07.00: it is done when the bot is back", async () => {
    story = openStory({ begin: "2026-11-23T09:00" });
    await turnUntil("2026-11-23T09:00");
    wasDone();
    await story.offUntil("2026-11-24T13:00");
    await turnUntil("2026-11-24T13:00");
    expect(wasDone()).toBe(true);
  });

  test("the zone is chosen while the bot runs: from then on it is seven o'clock there, without a restart", async () => {
    story = openStory({ begin: "2026-11-23T05:00" });
    const live = (calendar: string | null) =>
      story.kominfo(({ sql }) =>
        sql.prepare("update units set calendar = ? where id = ?").run(calendar, story.people.root),
      );
    await live(null);
    await turnUntil("2026-11-23T06:30");
    expect(wasDone()).toBe(false);
    await live("zona-wit"); // where it is 07.30
    await turnUntil("2026-11-23T06:30");
    expect(wasDone()).toBe(true);
    await turnUntil("2026-11-24T05:59");
    expect(wasDone()).toBe(false);
    await turnUntil("2026-11-24T06:00");
    expect(wasDone()).toBe(true);
  });

  test("not by a clock that is wrong", async () => {
    story = openStory({ begin: "2026-11-23T09:00" });
    await turnUntil("2026-11-23T09:00");
    wasDone();
    story.setWallError(86_400);
    await takeTurn(story.bot(), () => {});
    expect(wasDone()).toBe(false);
  });

  test("a fault in it stands in the log and costs that day's, nothing else", async () => {
    expected = [/rusak.*pemeriksaan pagi gagal/u];
    story = openStory({ begin: "2026-11-23T09:00" });
    story.db.sql.exec("create trigger fault before insert on alarms begin select raise(abort, 'rusak'); end");
    await turnUntil("2026-11-23T12:00");
    story.db.sql.exec("drop trigger fault");
    await turnUntil("2026-11-24T06:59");
    expect(wasDone()).toBe(false);
    await turnUntil("2026-11-24T07:00");
    expect(wasDone()).toBe(true);
  });
});

describe("turn after turn", () => {
  let wake: Wake;
  let turned: number;
  let running: Promise<void>;
  let turns: number;

  /** The real bot, with a fault in one of its parts where one is given. */
  function run(fault: Partial<Bot> = {}): void {
    story = openStory({ begin: "2026-11-23T09:00" });
    [wake, turned, turns] = [new Wake(), 0, 0];
    const real = story.bot();
    const think = () => {
      turns++;
      return real.think();
    };
    running = runTurns({ bot: { ...real, think, ...fault }, wake, onTimeTurned: () => turned++, tickMs: 2 });
  }

  const stop = () => {
    wake.stop();
    return running;
  };

  test.each(["hasNews", "hasFiles"] as const)(
    "a book that is busy while the bot looks for news (%s) is waited for",
    async (look) => {
      expected = [/database is locked.*giliran gagal/u];
      let failedIn = 0;
      run({
        [look]: () => {
          if (failedIn > 0) return false;
          failedIn = turns;
          throw new Database.SqliteError("database is locked", "SQLITE_BUSY_RECOVERY");
        },
      });
      await soon(() => expect(story.errors).toHaveLength(1));
      story.leapTo("2026-11-23T09:01");
      await soon(() => expect(turns).toBeGreaterThan(failedIn));
      await stop();
    },
  );

  test("any other fault ends the bot, so that it is started anew, and the log says which", async () => {
    expected = [/disk I\/O error.*giliran gagal/u];
    run({
      hasNews() {
        throw new Database.SqliteError("disk I/O error", "SQLITE_IOERR");
      },
    });
    await expect(running).rejects.toThrow("disk I/O error");
  });

  test("a clock that goes wrong while nothing is due is seen at once, and so is one that is mended", async () => {
    run();
    await soon(() => expect(turns).toBeGreaterThan(0));
    story.setWallError(-7200);
    await soon(() => expect([turned, clockAlarms()]).toEqual([1, 1]));
    story.setWallError(0);
    await soon(() => expect(clockAlarms()).toBe(0));
    await soon(() => expect(turned).toBe(2));
    await stop();
  });
});
