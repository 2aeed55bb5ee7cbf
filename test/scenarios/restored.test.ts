import { afterAll, beforeAll, expect, test } from "vitest";
import { KilledTown } from "../support/faults/killed-town.ts";

// A backup comes back after the conversation went on without it: WhatsApp's keys must not go back with the book.

let town: KilledTown;
beforeAll(async () => {
  town = await KilledTown.open();
}, 60_000);
afterAll(() => town.close());

const handled = () => town.ask("select count(*) from inbound where handledAt is not null");
const preKeys = () =>
  new Set(
    JSON.parse(
      String(town.ask("select json_group_array(id) from waAuth where type = 'pre-key'")),
    ) as string[],
  );

async function write(text: string): Promise<void> {
  const before = Number(handled());
  await town.fake.write(town.budi, town.account, { conversation: text });
  await town.bot.waitFor(() => Number(handled()) > before);
}

test("replies arrive and messages can be read, on new sessions and keys that were never used before", async () => {
  const { bot, fake, budi } = town;
  await write("STATUS");
  const copy = `${bot.folder}/cadangan.db`;
  bot.siaga("cadangkan", copy);

  const [lost = ""] = town.learn(); // what the backup knows nothing of
  await town.untilAll([lost], ({ acceptedAt }) => acceptedAt !== null);
  for (const text of ["STATUS", "BANTUAN", "STATUS"]) await write(text);
  const used = preKeys();
  expect(await bot.stop()).toBe(0);
  town.book.close();

  bot.siaga("pulihkan", copy, "--ya");
  await bot.start();
  town.reopen();
  await bot.waitFor(() => preKeys().size > 0 && [...preKeys()].some((id) => Number(id) > 10_000));
  const fresh = [...preKeys()].filter((id) => Number(id) > 10_000);
  expect(fresh.filter((id) => used.has(id))).toEqual([]);

  await write("STATUS"); // his phone goes on with the session that the backup knows nothing of
  const [id = ""] = town.learn();
  await town.untilAll([id], ({ acceptedAt }) => acceptedAt !== null);
  expect(town.count([id])).toMatchObject({ lost: 0, shownTwice: 0 });
  expect(budi.inbox.filter(({ error }) => error !== null)).toEqual([]);
  expect(fake.log.some(({ tag, attrs }) => tag === "receipt" && attrs["type"] === "retry")).toBe(true);
});
