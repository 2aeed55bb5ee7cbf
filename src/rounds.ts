import { schedule, type ScheduledTask } from "node-cron";
import type { Bot } from "./bot.ts";

/** What follows the wall clock: heartbeat and returned mails each minute, the look-over each morning. Steps do not: they have their due moment. */
export function startRounds(
  bot: Bot,
  readBounces: () => Promise<number>,
  onNews: () => void,
): { stop(): void } {
  const options = { timezone: bot.zone() ?? "Asia/Jakarta" };
  const tasks: ScheduledTask[] = [
    schedule(
      "* * * * *",
      async () => {
        bot.beat();
        if ((await readBounces()) > 0) onNews();
      },
      options,
    ),
    schedule(
      "0 7 * * *",
      () => {
        bot.lookOver();
        onNews();
      },
      options,
    ),
  ];
  return { stop: () => tasks.forEach((task) => void task.stop()) };
}
