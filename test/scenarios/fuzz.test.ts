import { expect, test } from "vitest";
import { allDoors } from "../../scripts/fuzz/doors.ts";
import { tryDoor } from "../../scripts/fuzz/try-doors.ts";

// The same inputs each time; `npm run fuzz` tries new ones.

test.each(allDoors.map((door) => [door.name, door] as const))(
  "%s: nothing lost, crashed, half done or leaked",
  async (_, door) => {
    const figures = await tryDoor(door, { seed: "tetap", perDoor: Infinity, most: 20, from: 0 });
    expect(figures.found).toEqual([]);
    expect(figures.accepted + figures.refused).toBe(20);
  },
);
