import { type BinaryNode, jidDecode } from "@whiskeysockets/baileys";
import type { Account } from "./account.ts";
import type { Directory } from "./answers.ts";
import type { Client } from "./client.ts";
import type { Phone } from "./phone.ts";
import type { Policy } from "./policy.ts";
import { child, children, node, serverTime } from "./stanzas.ts";

/** Takes a message from the bot as the policy says: acknowledges it, opens it on the phones, sends receipts back. */
export async function takeMessage(
  { directory, policy }: { directory: Directory; policy: Policy },
  client: Client,
  stanza: BinaryNode,
): Promise<void> {
  const { id = "", to = "" } = stanza.attrs;
  if (policy.dropBeforeAck) return client.drop();
  const ack = { class: "message", id, from: to, t: serverTime() };
  if (policy.ackError !== null) {
    client.send(node("ack", { ...ack, error: String(policy.ackError) }));
    return;
  }
  const times = client.account!.seen.get(id) ?? 0;
  client.account!.seen.set(id, times + 1);
  if (policy.ack) client.send(node("ack", ack));
  if (policy.dropAfterAck) client.close();
  const failed = await openOnPhones(directory, client, { stanza, isRepeat: times > 0 });
  const account = client.account!;
  if (failed) hand(account, retryReceipt(failed, { id, from: to }));
  else sendReceipts(policy, account, { id, from: to });
}

/** Hands each device its copy; the first phone that cannot open it is returned. */
async function openOnPhones(
  { phones }: Directory,
  client: Client,
  { stanza, isRepeat }: { stanza: BinaryNode; isRepeat: boolean },
): Promise<Phone | null> {
  for (const { to, enc } of copiesIn(stanza)) {
    const phone = phones.get(jidDecode(to)!.user);
    if (!phone || !enc) continue;
    const received = { id: stanza.attrs["id"] ?? "", type: enc.attrs["type"] ?? "", isRepeat };
    try {
      const message = await phone.decrypt(client.account!.jid, enc);
      phone.inbox.push({ ...received, message, error: null });
    } catch (error) {
      phone.inbox.push({ ...received, message: null, error: String(error) });
      return phone;
    }
  }
  return null;
}

/** A copy for each device, or the single one of a resend. */
function copiesIn(stanza: BinaryNode): { to: string; enc: BinaryNode | undefined }[] {
  const copies = children(child(stanza, "participants")).map((each) => ({
    to: each.attrs["jid"] ?? "",
    enc: child(each, "enc"),
  }));
  const resent = child(stanza, "enc");
  return resent ? [...copies, { to: stanza.attrs["to"] ?? "", enc: resent }] : copies;
}

export function retryReceipt(phone: Phone, { id, from }: { id: string; from: string }): BinaryNode {
  return node("receipt", { id, from, type: "retry", t: serverTime() }, [
    node("retry", { count: "1", id, t: serverTime(), v: "1" }),
    node("registration", {}, phone.registration),
  ]);
}

function sendReceipts(policy: Policy, account: Account, { id, from }: { id: string; from: string }): void {
  if (policy.deliver) hand(account, node("receipt", { id, from, t: serverTime() }));
  if (policy.deliver && policy.read)
    hand(account, node("receipt", { id, from, type: "read", t: serverTime() }));
}

/** Hands a stanza to the bot, now or at its next login. */
export function hand(account: Account, stanza: BinaryNode): void {
  if (!account.client?.send(stanza)) account.offline.push(stanza);
}
