import { expect, type TestContext } from "vitest";
import type { Message } from "../../../src/outbox/contract.ts";
import type { KilledTown } from "./killed-town.ts";

/** How often the bot is killed in each state. */
export const kills = Number(process.env["KILLS"] ?? 1);

export interface KillState {
  readonly fault: string;
  /** Why a message may leave twice; absent: none may. */
  readonly why?: string;
  /** Brings messages into the state and returns their complaints; `nth` counts the kills from 0. */
  readonly reach: (town: KilledTown, nth: number) => Promise<string[]>;
  /** As a look into the book shows after the kill; absent: it varies. */
  readonly states?: readonly string[];
  /** All is well again, before the bot starts. */
  readonly heal: (town: KilledTown, ids: readonly string[]) => void;
  /** What becomes of each message in the end; absent: it is accepted. */
  readonly ends?: (row: Message) => boolean;
}

/** Kills the bot `kills` times in this state, starts it again each time, and holds it to what is said of the state. */
export async function killOften(state: KillState, { task }: TestContext, town: KilledTown): Promise<void> {
  const ids: string[] = [];
  for (let nth = 0; nth < kills; nth++) {
    const some = await state.reach(town, nth);
    await town.bot.kill();
    if (state.states) expect(town.states(some)).toEqual(state.states);
    state.heal(town, some);
    await town.bot.start();
    await town.untilRest();
    await town.untilAll(some, state.ends ?? (({ acceptedAt }) => acceptedAt !== null));
    ids.push(...some);
  }
  const result = {
    fault: `SIGKILL: ${state.fault}`,
    tried: kills,
    ...town.count(ids),
    why: state.why ?? null,
  };
  task.meta.fault = result;
  expect(result).toMatchObject({ lost: 0, shownTwice: 0 });
  if (state.why === undefined) expect(result.sentTwice).toBe(0);
}
