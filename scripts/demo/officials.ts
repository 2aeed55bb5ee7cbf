import { chatLink } from "../../src/cli/kontak/invite.ts";
import { createInvite } from "../../src/people/store.ts";
import type { Phone } from "../../test/support/fake-whatsapp/phone.ts";
import type { Stage } from "./stage.ts";

const phones = new Map<string, Phone>();

/** Kominfo invites; the official scans the code and sends what the chat opens with. */
export async function register(stage: Stage, name: string): Promise<void> {
  const now = stage.now();
  const { id, wa } = holderNamed(stage, name);
  let turn = id;
  const code = stage.kominfo(({ sql }) => createInvite(sql, id, (below) => (turn += 7) % below, now));
  const link = chatLink(stage.db, code);
  stage.narrator.tell(
    now,
    `Kominfo: siaga kontak undang ${id} → kode QR; ${name} memindainya lalu mengirim:`,
  );
  await say(stage, name, { text: new URL(link ?? "").searchParams.get("text") ?? "", wa });
}

/** The official quotes the last message that came and answers it. */
export async function answer(stage: Stage, name: string, text: string): Promise<void> {
  const { wa } = holderNamed(stage, name);
  const quoted = phoneOf(stage, wa).inbox.at(-1)?.id;
  await say(stage, name, { text, wa, ...(quoted !== undefined && { quoted }) });
}

interface Words {
  readonly text: string;
  readonly wa: string;
  readonly quoted?: string;
}

async function say(stage: Stage, name: string, { text, wa, quoted }: Words): Promise<void> {
  const context = quoted === undefined ? {} : { contextInfo: { stanzaId: quoted } };
  await stage.fake.write(phoneOf(stage, wa), stage.account, { extendedTextMessage: { text, ...context } });
  await stage.soon(
    `${name} is heard`,
    () => stage.db.sql.prepare("select 1 from inbound where handledAt is null").get() !== undefined,
  );
  stage.narrator.tell(stage.now(), `← WhatsApp dari ${name}: ${text}`);
  await stage.settle();
}

function phoneOf({ fake }: Stage, wa: string): Phone {
  const phone =
    phones.get(wa) ?? fake.addPhone(wa.slice(1), `9000000000001${String(phones.size).padStart(2, "0")}`);
  phones.set(wa, phone);
  return phone;
}

function holderNamed(stage: Stage, name: string): { id: number; wa: string } {
  const holder = [...stage.office().people.holdersByPost.values()].flat().find((one) => one.name === name);
  if (!holder?.wa) throw new Error(`${name} is not in db/contoh/pemda.yaml, or without a number`);
  return { id: holder.id, wa: holder.wa };
}
