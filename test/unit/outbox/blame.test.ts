import { expect, test } from "vitest";
import type { Message } from "../../../src/outbox/contract.ts";
import { failAll } from "../../../src/outbox/marks.ts";
import type { PostRoom } from "../../../src/outbox/post-room.ts";

test("a digest of three lines that is refused blames its address once, not three times", () => {
  const blamed: boolean[] = [];
  const room = {
    store: { settle: () => {} },
    onRefused: (_row: Message, _at: number, isOurs: boolean) => void blamed.push(!isOurs),
  } as unknown as PostRoom;
  const rows = [{ id: 1 }, { id: 2 }, { id: 3 }] as Message[];
  failAll(room, rows, { reason: "550" }, 0);
  expect(blamed).toEqual([true, false, false]);
  blamed.length = 0;
  failAll(room, rows, { reason: "463", isOurs: true }, 0);
  expect(blamed).toEqual([false, false, false]);
});
