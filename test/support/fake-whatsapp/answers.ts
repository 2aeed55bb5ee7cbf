import { type BinaryNode, jidDecode, S_WHATSAPP_NET } from "@whiskeysockets/baileys";
import type { Account } from "./account.ts";
import type { Client } from "./client.ts";
import { pairSuccess } from "./pairing.ts";
import type { Bundle, Phone } from "./phone.ts";
import type { Policy } from "./policy.ts";
import { bytesOf, child, children, node, uintOf } from "./stanzas.ts";

/** Who is on this WhatsApp; numbers and LIDs both lead to the phone. */
export interface Directory {
  readonly phones: ReadonlyMap<string, Phone>;
  readonly accounts: ReadonlyMap<string, Account>;
}

/** Answers one question of a client; null: it was no question. */
export async function answerIq(directory: Directory, client: Client, iq: BinaryNode): Promise<BinaryNode> {
  const content = await contentOf(directory, client, iq);
  return node("iq", { from: S_WHATSAPP_NET, type: "result", id: iq.attrs["id"] ?? "" }, content);
}

async function contentOf(directory: Directory, client: Client, iq: BinaryNode): Promise<BinaryNode[]> {
  const [question] = children(iq);
  switch (iq.attrs["xmlns"]) {
    case "usync":
      return question ? [answerUsync(directory, question)] : [];
    case "encrypt":
      return answerEncrypt(directory, client, iq);
    case "md":
      return question ? answerDevices(client, question) : [];
    case "abt":
      return [node("props", {}, [])];
    case "blocklist":
      return [node("list", {}, [])];
    case "privacy":
      return [node("privacy", {}, [])];
    default:
      return [];
  }
}

/** The one GraphQL question that is asked here: may this number open new chats? */
export function answerMex({ lockedUntil }: Policy, iq: BinaryNode): BinaryNode {
  const lock = {
    is_active: lockedUntil !== null,
    ...(lockedUntil !== null && { time_enforcement_ends: String(lockedUntil) }),
  };
  const data = JSON.stringify({ data: { xwa2_fetch_account_reachout_timelock: lock } });
  const attrs = { from: S_WHATSAPP_NET, type: "result", id: iq.attrs["id"] ?? "" };
  return node("iq", attrs, [node("result", {}, Buffer.from(data))]);
}

/** Which of these users exist, with which devices and LIDs. */
function answerUsync({ phones, accounts }: Directory, usync: BinaryNode): BinaryNode {
  const wanted = new Set(children(child(usync, "query")).map(({ tag }) => tag));
  const users = children(child(usync, "list")).map((asked) => {
    const user = askedUser(asked);
    const phone = phones.get(user);
    const isThere = phone?.exists ?? false;
    const answers: BinaryNode[] = [];
    if (wanted.has("contact")) answers.push(node("contact", { type: isThere ? "in" : "out" }));
    if (wanted.has("devices")) answers.push(deviceList(isThere, accounts.get(user)));
    if (wanted.has("lid") && phone && isThere) answers.push(node("lid", { val: `${phone.lid}@lid` }));
    return node("user", { jid: asked.attrs["jid"] ?? `${user}@s.whatsapp.net` }, answers);
  });
  return node("usync", usync.attrs, [node("result", {}, []), node("list", {}, users)]);
}

/** Asked for by number in the text of <contact>, or by address. */
function askedUser(asked: BinaryNode): string {
  const { content } = child(asked, "contact") ?? {};
  if (!content || Array.isArray(content)) return jidDecode(asked.attrs["jid"])!.user;
  return Buffer.from(content).toString().replace("+", "");
}

function deviceList(isThere: boolean, account: Account | undefined): BinaryNode {
  const phone = isThere ? [node("device", { id: "0" })] : [];
  const companion = account ? [node("device", { id: String(account.device), "key-index": "1" })] : [];
  return node("devices", {}, [node("device-list", {}, [...phone, ...companion])]);
}

async function answerEncrypt(directory: Directory, client: Client, iq: BinaryNode): Promise<BinaryNode[]> {
  const [question] = children(iq);
  const { bundle } = client.account!;
  switch (question?.tag) {
    case "count":
      return [node("count", { value: String(bundle?.preKeys.length ?? 0) })];
    case "digest":
      return [node("digest", {}, [])];
    case "rotate":
      return [];
    case "key":
      return [node("list", {}, await Promise.all(children(question).map((user) => keysOf(directory, user))))];
    default:
      client.account!.bundle = readUpload(iq, bundle);
      return [];
  }
}

async function keysOf({ phones }: Directory, user: BinaryNode): Promise<BinaryNode> {
  const jid = user.attrs["jid"]!;
  const phone = phones.get(jidDecode(jid)!.user);
  if (phone) return phone.bundleNode(jid);
  return node("user", { jid }, [node("error", { code: "404", text: "item-not-found" })]);
}

/** A client's keys as it uploads them after login; new pre-keys come on top of the old ones. */
function readUpload(iq: BinaryNode, before: Bundle | null): Bundle {
  const signed = child(iq, "skey");
  const added = children(child(iq, "list")).map((key) => ({
    id: uintOf(key, "id"),
    public: bytesOf(key, "value"),
  }));
  return {
    registrationId: uintOf(iq, "registration"),
    identity: bytesOf(iq, "identity"),
    signedPreKey: {
      id: uintOf(signed, "id"),
      public: bytesOf(signed, "value"),
      signature: bytesOf(signed, "signature"),
    },
    preKeys: [...(before?.preKeys ?? []), ...added],
  };
}

/** Linked devices: log out, and the two questions of pairing by code. */
async function answerDevices(client: Client, question: BinaryNode): Promise<BinaryNode[]> {
  if (question.tag === "remove-companion-device") {
    client.account!.isLoggedOut = true;
    return [];
  }
  if (question.attrs["stage"] === "companion_hello") {
    client.codeHello = bytesOf(question, "link_code_pairing_wrapped_companion_ephemeral_pub");
    const ref = node("link_code_pairing_ref", {}, Buffer.from("ref"));
    return [node("link_code_companion_reg", {}, [ref])];
  }
  if (question.attrs["stage"] === "companion_finish" && client.codePairing) {
    const { account, pairing } = client.codePairing;
    pair(client, account, pairing.advSecret(question));
  }
  return [];
}

/** The phone accepts this client as its companion. */
export function pair(client: Client, account: Account, advSecret: Uint8Array): void {
  const keys = client.login!.devicePairingData!;
  account.isLoggedOut = false;
  account.bundle = {
    registrationId: Buffer.from(keys.eRegid!).readUInt32BE(),
    identity: keys.eIdent!,
    signedPreKey: {
      id: Buffer.from(keys.eSkeyId!).readUIntBE(0, 3),
      public: keys.eSkeyVal!,
      signature: keys.eSkeySig!,
    },
    preKeys: [],
  };
  const { jid, lidJid, phone } = account;
  const success = pairSuccess(phone.identity, { jid, lidJid, identity: keys.eIdent!, advSecret });
  client.send(node("iq", { from: S_WHATSAPP_NET, type: "set", id: `pair-${jid}`, xmlns: "md" }, [success]));
}
