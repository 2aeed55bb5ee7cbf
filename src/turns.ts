import { setTimeout as sleep } from "node:timers/promises";
import type { Bot } from "./bot.ts";
import { isBusy } from "./busy.ts";
import { earliest } from "./next-wake.ts";
import type { Wake } from "./wake.ts";

export interface Turning {
  readonly bot: Bot;
  readonly wake: Wake;
  /** The wall clock began to be wrong, or is right again. */
  readonly onTimeTurned: () => void;
  /** How often it is looked for news; absent: each second. */
  readonly tickMs?: number;
}

/** A look into the folder costs more than all else that an idle bot does. */
const folderTicks = 5;
/** What is under way when the bot is stopped gets this long to finish; after that it goes out again at the next start. */
const patienceMs = 5000;
const busyWaitMs = 5000;

/**
 * Turn after turn: at the next due moment, or as soon as there is news; ends when told to. Posting goes on beside it.
 * Another program that holds the book for long is waited for; any other fault is thrown, for the service manager to start
 * the bot anew.
 */
export async function runTurns(turning: Turning): Promise<void> {
  const { bot, wake, tickMs = 1000 } = turning;
  const hasTimeTurned = watchTime(turning);
  while (!wake.isStopped)
    try {
      const next = await takeTurn(bot, () => wake.ring());
      await wake.wait(watchForNews(bot, next, hasTimeTurned), tickMs);
    } catch (error) {
      bot.events.turnFailed(error);
      if (!isBusy(error)) throw error;
      const until = bot.clock.elapsedMs() + busyWaitMs;
      await wake.wait(() => bot.clock.elapsedMs() >= until, tickMs);
    }
  for (let waited = 0; bot.isPosting() && waited < patienceMs; waited += 100) await sleep(100);
}

/** Learns, decides and stores; reading and posting go on beside it. When the next turn is due; null: only news can bring one. */
export async function takeTurn(bot: Bot, onNews: () => void): Promise<number | null> {
  lookOver(bot);
  await bot.think();
  bot.startReading(onNews);
  bot.startPosting(onNews);
  return earliest([bot.nextWakeAt(), bot.nextLookOverAt()]);
}

/** The morning's. A fault in it costs that look-over and nothing else. */
function lookOver(bot: Bot): void {
  const dueAt = bot.nextLookOverAt();
  if (dueAt === null || dueAt > bot.clock.now()) return;
  try {
    bot.lookOver();
  } catch (error) {
    if (isBusy(error)) throw error;
    bot.events.lookOverFailed(error);
    bot.putOffLookOver();
  }
}

/** Says at each look whether the wall clock went wrong, or right again, since the look before. */
function watchTime({ bot, onTimeTurned }: Turning): () => boolean {
  let hadJumped = bot.hasTimeJumped();
  return () => {
    const hasTurned = bot.hasTimeJumped() !== hadJumped;
    if (!hasTurned) return false;
    hadJumped = !hadJumped;
    onTimeTurned();
    return true;
  };
}

/** Says at each look whether the bot has something to do. `next`: when a turn is due; null: never by itself. */
function watchForNews(bot: Bot, next: number | null, hasTimeTurned: () => boolean): () => Promise<boolean> {
  let ticks = 0;
  return async () => {
    const isDue = next !== null && next <= bot.clock.now();
    if (hasTimeTurned() || isDue || bot.hasNews()) return true;
    return ticks++ % folderTicks === 0 && (await bot.hasFiles());
  };
}
