import { schedule } from "node-cron";
import type { Bot } from "./bot.ts";

export interface Rounds {
  /** The wall clock was set: minutes are counted from what it says now. */
  restart(): void;
  stop(): void;
}

/** Each minute of the wall clock: the heartbeat and returned mails. Steps and the look-over have due moments instead. */
export function startRounds(
  bot: Pick<Bot, "beat" | "events">,
  readBounces: () => Promise<number>,
  onNews: () => void,
): Rounds {
  async function goRound(): Promise<void> {
    try {
      bot.beat();
      if ((await readBounces()) > 0) onNews();
    } catch (error) {
      bot.events.roundFailed(error);
    }
  }
  // A minute that comes late is gone round all the same, and what is said of it goes nowhere but into the log.
  const task = schedule("* * * * *", goRound, {
    missedExecutionTolerance: 60_000,
    suppressMissedWarning: true,
  });
  return {
    restart() {
      void task.stop();
      void task.start();
    },
    stop: () => void task.stop(),
  };
}
