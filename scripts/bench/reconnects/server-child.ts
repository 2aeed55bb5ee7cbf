import { FakeWhatsApp } from "../../../test/support/fake-whatsapp/server.ts";
import { closings, type Greeting, type Order } from "./contract.ts";

// WhatsApp's side, in a process of its own: what it keeps is not the bot's.
const fake = await new FakeWhatsApp().listen();
const account = fake.addAccount("6281100000001", "900000000000001");
const phones = Array.from({ length: 20 }, (_, index) =>
  fake.addPhone(String(6_281_200_000_000 + index), String(900_000_000_000_100 + index)),
);
fake.on("outgoing", () => void fake.log.splice(0));

const orders: Record<Order["do"], (order: Order) => void> = {
  scan: ({ qr = "" }) => fake.scanQr(qr, account),
  cut: () => fake.drop(account),
  end: () => fake.endStream(account, closings.unavailable),
  replace: () => fake.replace(account),
  restart: () => fake.endStream(account, closings.restart),
};

process.on("message", (order: Order) => orders[order.do](order));
process.on("disconnect", () => process.exit());
process.send?.({
  url: fake.url,
  root: Buffer.from(fake.root).toString("base64"),
  jids: phones.map(({ pn }) => `${pn}@s.whatsapp.net`),
} satisfies Greeting);
