import {
  addTransactionCapability,
  type BinaryNode,
  Curve,
  DEFAULT_CONNECTION_CONFIG,
  encodeBigEndian,
  encodeWAMessage,
  generateSignalPubKey,
  initAuthCreds,
  KEY_BUNDLE_TYPE,
  proto,
  type SignalDataSet,
  type SignalKeyStore,
  type SignalRepositoryWithLIDStore,
  unpadRandomMax16,
  xmppPreKey,
  xmppSignedPreKey,
} from "@whiskeysockets/baileys";
import { quietLogger } from "./quiet-logger.ts";
import { node } from "./stanzas.ts";

/** What a client uploaded so that others can write to it. */
export interface Bundle {
  registrationId: number;
  identity: Uint8Array;
  signedPreKey: { id: number; public: Uint8Array; signature: Uint8Array };
  preKeys: { id: number; public: Uint8Array }[];
}

/** A message that arrived on a phone, opened or not. */
export interface Received {
  readonly id: string;
  /** pkmsg: a new Signal session; msg: the session goes on. */
  readonly type: string;
  readonly message: proto.IMessage | null;
  /** Why it could not be opened. */
  readonly error: string | null;
  /** The same id was seen before. */
  readonly isRepeat: boolean;
}

/** One Signal device: a contact's phone, or the phone that the bot is linked to. */
export class Phone {
  readonly pn: string;
  readonly lid: string;
  readonly inbox: Received[] = [];
  /** false: the number is not on WhatsApp. */
  exists = true;
  failsNextDecrypt = false;
  readonly #creds = initAuthCreds();
  readonly #keys = addTransactionCapability(memoryKeys(), quietLogger, {
    maxCommitRetries: 1,
    delayBetweenTriesMs: 0,
  });
  readonly #signal: SignalRepositoryWithLIDStore;
  #nextPreKey = 1;

  constructor(pn: string, lid: string) {
    this.pn = pn;
    this.lid = lid;
    const auth = { creds: this.#creds, keys: this.#keys };
    this.#signal = DEFAULT_CONNECTION_CONFIG.makeSignalRepository(auth, quietLogger);
  }

  get identity() {
    return this.#creds.signedIdentityKey;
  }

  get registration(): Uint8Array {
    return encodeBigEndian(this.#creds.registrationId);
  }

  /** This phone's keys as the server hands them to a client, with one fresh pre-key. */
  async bundleNode(jid: string): Promise<BinaryNode> {
    const id = this.#nextPreKey++;
    const preKey = Curve.generateKeyPair();
    await this.#keys.set({ "pre-key": { [id]: { ...preKey, public: generateSignalPubKey(preKey.public) } } });
    return node("user", { jid }, [
      node("registration", {}, this.registration),
      node("type", {}, KEY_BUNDLE_TYPE),
      node("identity", {}, this.identity.public),
      xmppPreKey(preKey, id),
      xmppSignedPreKey(this.#creds.signedPreKey),
    ]);
  }

  async decrypt(from: string, enc: BinaryNode): Promise<proto.Message> {
    if (this.failsNextDecrypt) {
      this.failsNextDecrypt = false;
      throw new Error("told to fail");
    }
    const type = enc.attrs["type"] as "pkmsg" | "msg";
    const ciphertext = Buffer.from(enc.content as Uint8Array);
    const padded = await this.#signal.decryptMessage({ jid: from, type, ciphertext });
    return proto.Message.decode(unpadRandomMax16(padded));
  }

  /** As after a new installation of WhatsApp: the next message begins a new session. */
  async forgetSession(to: string): Promise<void> {
    await this.#signal.deleteSession([to]);
  }

  /** `to` is the bot's device, `bundle` what it uploaded; takes one of its pre-keys for the first message. */
  async encrypt(to: string, bundle: Bundle, message: proto.IMessage): Promise<BinaryNode> {
    const { exists } = await this.#signal.validateSession(to);
    if (!exists) await this.#signal.injectE2ESession({ jid: to, session: sessionOf(bundle) });
    const data = encodeWAMessage(message);
    const { type, ciphertext } = await this.#signal.encryptMessage({ jid: to, data });
    return node("enc", { v: "2", type }, ciphertext);
  }
}

type Session = Parameters<SignalRepositoryWithLIDStore["injectE2ESession"]>[0]["session"];

function sessionOf({ registrationId, identity, signedPreKey, preKeys }: Bundle): Session {
  const preKey = preKeys.shift();
  const session: Session = {
    registrationId,
    identityKey: generateSignalPubKey(identity),
    signedPreKey: {
      keyId: signedPreKey.id,
      publicKey: generateSignalPubKey(signedPreKey.public),
      signature: signedPreKey.signature,
    },
  };
  if (preKey) session.preKey = { keyId: preKey.id, publicKey: generateSignalPubKey(preKey.public) };
  return session;
}

function memoryKeys(): SignalKeyStore {
  const values = new Map<string, unknown>();
  return {
    get: (type, ids) => {
      const found = ids.filter((id) => values.has(`${type}/${id}`));
      return Object.fromEntries(
        found.map((id) => [id, structuredClone(values.get(`${type}/${id}`))]),
      ) as never;
    },
    set: (data: SignalDataSet) => {
      for (const [type, byId] of Object.entries(data))
        for (const [id, value] of Object.entries(byId))
          if (value === null) values.delete(`${type}/${id}`);
          else values.set(`${type}/${id}`, structuredClone(value));
    },
  };
}
