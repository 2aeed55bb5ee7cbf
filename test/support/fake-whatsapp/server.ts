import { randomBytes } from "node:crypto";
import { EventEmitter, once } from "node:events";
import type { AddressInfo } from "node:net";
import { setTimeout } from "node:timers/promises";
import { type BinaryNode, type proto, S_WHATSAPP_NET } from "@whiskeysockets/baileys";
import { WebSocketServer } from "ws";
import { keepLibsignalQuiet } from "../../../src/connections/whatsapp/console-filter.ts";
import { type Account, makeAccount } from "./account.ts";
import { answerIq, answerMex, pair } from "./answers.ts";
import { Client } from "./client.ts";
import { hand, retryReceipt, takeMessage } from "./delivery.ts";
import { makeServerIdentity } from "./noise.ts";
import { CodePairing, readQr } from "./pairing.ts";
import { Phone } from "./phone.ts";
import { friendlyPolicy } from "./policy.ts";
import { children, node, serverTime } from "./stanzas.ts";

interface Events {
  /** A client showed who it is. */
  login: [proto.ClientPayload];
  /** A linked client is in and has its backlog. */
  online: [Account];
  /** A message left the bot; before any ack. */
  outgoing: [BinaryNode];
  /** The bot's receipt for a message that it took. */
  receipt: [BinaryNode];
  error: [unknown];
}

interface Incoming {
  /** Addressed by LID rather than by number. */
  readonly lid?: boolean;
  /** Leave the other address out, as WhatsApp sometimes does. */
  readonly hidesOtherAddress?: boolean;
  /** Into this group rather than to the bot. */
  readonly group?: string;
}

/** A WhatsApp for the real client to talk to, on loopback only: Noise, pairing, Signal, acks, receipts, and their failures. */
export class FakeWhatsApp extends EventEmitter<Events> {
  readonly policy = friendlyPolicy();
  /** Every stanza that came in, oldest first. */
  readonly log: BinaryNode[] = [];
  readonly #identity = makeServerIdentity();
  readonly #phones = new Map<string, Phone>();
  readonly #accounts = new Map<string, Account>();
  readonly #clients = new Set<Client>();
  readonly #written = new Map<string, Pick<Written, "from" | "to"> & { seal: () => Promise<BinaryNode> }>();
  #server: WebSocketServer | null = null;
  #sequence = 0;

  /** The certificate root that a client must trust. */
  get root(): Uint8Array {
    return this.#identity.root.public;
  }

  get url(): string {
    const { port } = this.#server!.address() as AddressInfo;
    return `ws://127.0.0.1:${port}/ws/chat`;
  }

  async listen(port = 0): Promise<this> {
    keepLibsignalQuiet(); // the phones below speak Signal too
    this.#server = new WebSocketServer({ host: "127.0.0.1", port, perMessageDeflate: false });
    this.#server.on("connection", (socket) => {
      const client = new Client(socket, this.#identity, {
        onHello: () => this.policy.brokenHandshakes-- <= 0,
        onLogin: (client) => this.#welcome(client),
        onStanza: (client, stanza) => this.#take(client, stanza),
        onClose: (client) => this.#forget(client),
        onError: (error) => this.emit("error", error),
      });
      this.#clients.add(client);
    });
    await once(this.#server, "listening");
    return this;
  }

  async close(): Promise<void> {
    this.dropAll();
    await new Promise((resolve) => this.#server?.close(resolve));
  }

  /** A contact. `pn` is digits with the country code, `lid` WhatsApp's hidden id of the same person. */
  addPhone(pn: string, lid: string): Phone {
    const phone = new Phone(pn, lid);
    this.#phones.set(pn, phone).set(lid, phone);
    return phone;
  }

  /** The bot's own number. */
  addAccount(pn: string, lid: string): Account {
    const account = makeAccount(this.addPhone(pn, lid));
    this.#accounts.set(pn, account).set(lid, account);
    return account;
  }

  /** The owner of the account scans the QR code that the bot shows. */
  scanQr(qr: string, account: Account): void {
    const { ref, advSecret } = readQr(qr);
    const client = [...this.#clients].find(({ qrRefs }) => qrRefs.includes(ref));
    if (!client) throw new Error("nobody shows this QR code");
    pair(client, account, advSecret);
  }

  /** The owner of the account types the pairing code that the bot shows. */
  async enterPairingCode(code: string, account: Account): Promise<void> {
    const client = await this.#clientWithCode();
    if (!client?.codeHello) throw new Error("nobody asked for a pairing code");
    const pairing = await CodePairing.begin(account.phone.identity, code, client.codeHello);
    client.codePairing = { account, pairing };
    const attrs = { from: S_WHATSAPP_NET, type: "link_code_companion_reg", id: this.#id(), t: serverTime() };
    client.send(node("notification", attrs, [pairing.notice]));
  }

  /** A contact writes to the bot; returns the message's id. Kept as backlog while the bot is away. */
  async write(from: Phone, to: Account, message: proto.IMessage, how: Incoming = {}): Promise<string> {
    const stanza = await this.compose(from, to, message, how);
    this.hand(to, stanza);
    return stanza.attrs["id"]!;
  }

  /** The stanza of a message from a contact, not yet handed over. */
  async compose(from: Phone, to: Account, message: proto.IMessage, how: Incoming = {}): Promise<BinaryNode> {
    const id = `3A${randomBytes(9).toString("hex").toUpperCase()}`;
    const seal = () => this.#seal(id, { from, to, message, how });
    this.#written.set(id, { from, to, seal });
    return seal();
  }

  async #seal(id: string, { from, to, message, how }: Written): Promise<BinaryNode> {
    const enc = await from.encrypt(to.jid, to.bundle!, message);
    return node("message", { id, t: serverTime(), type: "text", notify: "Budi", ...addressing(from, how) }, [
      enc,
    ]);
  }

  /** Hands a stanza to the bot, now or as backlog at its next login; the same one twice is a redelivery. */
  hand(to: Account, stanza: BinaryNode): void {
    hand(to, stanza);
  }

  /** A contact says that it cannot read a message, and asks for it again. */
  askAgain(from: Phone, to: Account, id: string): void {
    to.client?.send(retryReceipt(from, { id, from: `${from.pn}@s.whatsapp.net` }));
  }

  /** A contact's phone has the message, or its owner has read it. */
  tellReceipt(to: Account, id: string, from: Phone, type?: "read"): void {
    const attrs = { id, from: `${from.pn}@s.whatsapp.net`, t: serverTime() };
    hand(to, node("receipt", type ? { ...attrs, type } : attrs));
  }

  /** Cuts the bot's line. */
  drop(account: Account): void {
    account.client?.drop();
  }

  /** Cuts every line, also of clients that are not linked. */
  dropAll(): void {
    for (const client of this.#clients) client.drop();
  }

  /** Ends the bot's stream with a code, such as 503. */
  endStream(account: Account, code: number | null, reason?: BinaryNode): void {
    account.client?.send(
      node("stream:error", code ? { code: String(code) } : {}, reason ? [reason] : undefined),
    );
    account.client?.close();
  }

  /** WhatsApp tells by itself whether the number may open new chats. */
  tellRestriction(account: Account): void {
    const { lockedUntil } = this.policy;
    const payload = { is_active: lockedUntil !== null, time_enforcement_ends: String(lockedUntil ?? 0) };
    const data = JSON.stringify({ data: { xwa2_notify_account_reachout_timelock: payload } });
    const attrs = { from: S_WHATSAPP_NET, type: "mex", id: this.#id(), t: serverTime() };
    const update = node("update", { op_name: "NotificationUserReachoutTimelockUpdate" }, Buffer.from(data));
    account.client?.send(node("notification", attrs, [update]));
  }

  /** Bytes that mean nothing come over the bot's line. */
  sendGarbage(account: Account, length = 200): void {
    account.client?.sendGarbage(randomBytes(length));
  }

  /** Another program logged in with the same credentials. */
  replace(account: Account): void {
    this.endStream(account, null, node("conflict", { type: "replaced" }));
  }

  /** The owner removes the linked device on the phone. */
  logOutFromPhone(account: Account): void {
    account.isLoggedOut = true;
    this.endStream(account, 401, node("conflict", { type: "device_removed" }));
  }

  /** The bot shows its code a moment before its question is here. */
  async #clientWithCode(): Promise<Client | undefined> {
    for (let tries = 0; tries < 200; tries++) {
      const client = [...this.#clients].find(({ codeHello }) => codeHello);
      if (client) return client;
      await setTimeout(5);
    }
    return undefined;
  }

  /** The bot could not open it: its writer begins a new session, with the keys that the bot uploaded last. */
  async #writeAgain(id: string): Promise<void> {
    const written = this.#written.get(id);
    if (!written) return;
    await written.from.forgetSession(written.to.jid);
    this.hand(written.to, await written.seal());
  }

  #id(): string {
    return `S${++this.#sequence}`;
  }

  #forget(client: Client): void {
    this.#clients.delete(client);
    if (client.account?.client === client) client.account.client = null;
  }

  #welcome(client: Client): void {
    const login = client.login!;
    this.emit("login", login);
    if (this.policy.loginFailure !== null) return refuse(client, this.policy.loginFailure);
    if (login.devicePairingData) return this.#offerQr(client);
    const account = this.#accounts.get(String(login.username));
    if (!account || account.isLoggedOut) return refuse(client, 401);
    if (account.client) this.replace(account);
    account.client = client;
    client.account = account;
    client.send(node("success", { t: serverTime(), lid: account.lidJid, location: "sgp" }));
    this.#handBacklog(client, account);
    this.emit("online", account);
  }

  #offerQr(client: Client): void {
    client.qrRefs = Array.from({ length: 6 }, () => `2@${randomBytes(24).toString("base64")}`);
    const refs = client.qrRefs.map((ref) => node("ref", {}, Buffer.from(ref)));
    const attrs = { from: S_WHATSAPP_NET, type: "set", id: this.#id(), xmlns: "md" };
    client.send(node("iq", attrs, [node("pair-device", {}, refs)]));
  }

  #handBacklog(client: Client, account: Account): void {
    const backlog = account.offline.splice(0);
    for (const stanza of backlog) client.send({ ...stanza, attrs: { ...stanza.attrs, offline: "1" } });
    const count = String(backlog.length);
    if (this.policy.endBacklog) client.send(node("ib", {}, [node("offline", { count })]));
  }

  async #take(client: Client, stanza: BinaryNode): Promise<void> {
    this.log.push(stanza);
    if (stanza.tag === "message") this.emit("outgoing", stanza);
    if (this.policy.silent) return;
    const directory = { phones: this.#phones, accounts: this.#accounts };
    if (stanza.tag === "message") return takeMessage({ directory, policy: this.policy }, client, stanza);
    if (stanza.tag === "receipt") return this.#takeReceipt(client, stanza);
    if (stanza.tag !== "iq" || stanza.attrs["xmlns"] === this.policy.mutedXmlns) return;
    if (stanza.attrs["type"] === "result") return restartIfPaired(client, stanza);
    const isMex = stanza.attrs["xmlns"] === "w:mex";
    client.send(isMex ? answerMex(this.policy, stanza) : await answerIq(directory, client, stanza));
  }

  #takeReceipt(client: Client, receipt: BinaryNode): void {
    const { id = "", type } = receipt.attrs;
    if (type === "retry") void this.#writeAgain(id);
    client.send(node("ack", { class: "receipt", id, to: client.account?.jid ?? S_WHATSAPP_NET }));
    this.emit("receipt", receipt);
  }
}

interface Written {
  readonly from: Phone;
  readonly to: Account;
  readonly message: proto.IMessage;
  readonly how: Incoming;
}

function refuse(client: Client, reason: number): void {
  client.send(node("failure", { reason: String(reason), location: "atn" }));
  client.close();
}

/** After the client signed its new identity, WhatsApp asks it to log in anew. */
function restartIfPaired(client: Client, stanza: BinaryNode): void {
  if (children(stanza)[0]?.tag !== "pair-device-sign") return;
  client.send(node("stream:error", { code: "515" }));
  void setTimeout(20).then(() => client.close());
}

function addressing(from: Phone, { lid, hidesOtherAddress, group }: Incoming): Record<string, string> {
  const number = `${from.pn}@s.whatsapp.net`;
  const hidden = `${from.lid}@lid`;
  if (group) return { from: group, participant: number, addressing_mode: "pn" };
  if (lid)
    return { from: hidden, addressing_mode: "lid", ...(hidesOtherAddress ? {} : { sender_pn: number }) };
  return { from: number, addressing_mode: "pn", ...(hidesOtherAddress ? {} : { sender_lid: hidden }) };
}
