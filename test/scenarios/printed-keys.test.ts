import { afterAll, beforeAll, expect, test } from "vitest";
import { KilledTown } from "../support/faults/killed-town.ts";
import { children } from "../support/fake-whatsapp/stanzas.ts";

// libsignal prints whole sessions, private keys and all, whenever one is closed or broken. What the real program prints and
// logs is read by whoever may read the server's journal.

let town: KilledTown;
beforeAll(async () => {
  town = await KilledTown.open();
}, 60_000);
afterAll(() => town.close());

const handled = () =>
  town.book.sql.prepare("select count(*) from inbound where handledAt is not null").pluck().get();

test("sessions that begin anew and messages that cannot be opened leave no keys on the console", async () => {
  const { fake, budi, account, bot } = town;
  await fake.write(budi, account, { conversation: "STATUS" });
  await bot.waitFor(() => handled() === 1);
  await budi.forgetSession(account.jid);
  await fake.write(budi, account, { conversation: "STATUS" });
  await bot.waitFor(() => handled() === 2);

  const broken = await fake.compose(budi, account, { conversation: "STATUS" });
  const [sealed] = children(broken);
  // in what the MAC covers, whether or not the message still introduces its session: that part is not looked at twice
  if (sealed?.content instanceof Uint8Array) sealed.content[sealed.content.length - 12]! ^= 1;
  fake.hand(account, broken);
  await bot.waitFor(() => handled() === 3); // asked for again, and written anew
  expect(fake.log.some(({ tag, attrs }) => tag === "receipt" && attrs["type"] === "retry")).toBe(true);

  await budi.forgetSession(account.jid);
  await fake.write(budi, account, { conversation: "STATUS" });
  await bot.waitFor(() => handled() === 4);
  expect(await bot.stop()).toBe(0);
  expect(bot.printed).toContain("bot berhenti");
  expect(bot.printed).not.toMatch(
    /closing|sessionentry|ratchet|chain|privkey|private|<buffer|ephemeral|base ?key/iu,
  );
  for (const line of bot.printed.trim().split("\n")) expect(JSON.parse(line)).toHaveProperty("level");
});
