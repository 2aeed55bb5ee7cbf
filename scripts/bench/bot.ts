import { join } from "node:path";
import { pino } from "pino";
import type { Db } from "../../db/open.ts";
import { type Bot, createBot } from "../../src/bot.ts";
import { createFolderChannel } from "../../src/channels/folder/channel.ts";
import type { Clock } from "../../src/clock.ts";
import { createEvents } from "../../src/events.ts";
import type { Channel } from "../../src/outbox/contract.ts";
import { home } from "../../src/paths.ts";

const elapsedMs = () => performance.now();

/** A clock that begins at a moment and goes on from there as time passes. */
export function clockFrom(moment: number): Clock {
  return { now: () => moment + Math.floor(elapsedMs() / 1000), elapsedMs };
}

interface BotParts {
  readonly db: Db;
  readonly folder: string;
  readonly clock: Clock;
  /** Beside the folder, which is always there. */
  readonly channels: readonly Channel[];
}

/** The bot as it runs, started, and silent. */
export function startBot({ db, folder, clock, channels }: BotParts): Bot {
  const bot = createBot({
    db,
    clock,
    random: Math.random,
    events: createEvents(pino({ level: "silent" })),
    inFolder: join(folder, "masuk"),
    templates: join(home, "templates"),
    channels: [createFolderChannel(join(folder, "keluar")), ...channels],
  });
  bot.start();
  return bot;
}

/** Turns until nothing is due any more. */
export async function turnAll(bot: Bot): Promise<void> {
  do await bot.turn();
  while ((bot.nextWakeAt() ?? Infinity) <= bot.clock.now());
}
