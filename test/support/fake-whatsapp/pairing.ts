import { createHmac, hkdfSync, randomBytes } from "node:crypto";
import {
  aesDecryptCTR,
  aesEncryptCTR,
  type BinaryNode,
  Curve,
  derivePairingCodeKey,
  type KeyPair,
  proto,
  WA_ADV_ACCOUNT_SIG_PREFIX,
} from "@whiskeysockets/baileys";
import { unseal } from "./noise.ts";
import { bytesOf, node, serverTime } from "./stanzas.ts";

// What the phone does when its owner links a device: sign the new device's identity, and prove it with the shared secret.

interface NewDevice {
  readonly jid: string;
  readonly lidJid: string;
  readonly identity: Uint8Array;
  /** The secret of the QR code, or the one that both sides derived from the typed code. */
  readonly advSecret: Uint8Array;
}

export function pairSuccess(owner: KeyPair, device: NewDevice): BinaryNode {
  const details = proto.ADVDeviceIdentity.encode({
    rawId: 1,
    timestamp: Number(serverTime()),
    keyIndex: 1,
    accountType: 0,
    deviceType: 0,
  }).finish();
  const signed = Buffer.concat([WA_ADV_ACCOUNT_SIG_PREFIX, details, device.identity]);
  const account = proto.ADVSignedDeviceIdentity.encode({
    details,
    accountSignatureKey: owner.public,
    accountSignature: Curve.sign(owner.private, signed),
  }).finish();
  const hmac = createHmac("sha256", device.advSecret).update(account).digest();
  const proof = proto.ADVSignedDeviceIdentityHMAC.encode({ details: account, hmac }).finish();
  return node("pair-success", {}, [
    node("device-identity", {}, proof),
    node("platform", { name: "android" }),
    node("device", { jid: device.jid, lid: device.lidJid }),
  ]);
}

/** Reference and secret in the text of a QR code. */
export function readQr(qr: string): { ref: string; advSecret: Buffer } {
  const [ref, , , advSecret] = qr.slice(qr.indexOf("#") + 1).split(",");
  if (!ref || !advSecret) throw new Error(`not a pairing QR: ${qr}`);
  return { ref, advSecret: Buffer.from(advSecret, "base64") };
}

/** The phone's side of pairing by an eight-letter code. */
export class CodePairing {
  readonly #owner: KeyPair;
  readonly #shared: Uint8Array;
  readonly #notice: BinaryNode;

  private constructor(owner: KeyPair, shared: Uint8Array, notice: BinaryNode) {
    this.#owner = owner;
    this.#shared = shared;
    this.#notice = notice;
  }

  /** `hello` is what the client wrapped in the code: salt, iv, its ephemeral key. */
  static async begin(owner: KeyPair, code: string, hello: Uint8Array): Promise<CodePairing> {
    const theirKey = await derivePairingCodeKey(code, Buffer.from(hello.subarray(0, 32)));
    const theirs = aesDecryptCTR(hello.subarray(48), theirKey, hello.subarray(32, 48));
    const mine = Curve.generateKeyPair();
    const salt = randomBytes(32);
    const iv = randomBytes(16);
    const myKey = await derivePairingCodeKey(code, salt);
    const wrapped = Buffer.concat([salt, iv, aesEncryptCTR(mine.public, myKey, iv)]);
    const notice = node("link_code_companion_reg", { stage: "primary_hello" }, [
      node("link_code_pairing_ref", {}, Buffer.from("ref")),
      node("primary_identity_pub", {}, owner.public),
      node("link_code_pairing_wrapped_primary_ephemeral_pub", {}, wrapped),
    ]);
    return new CodePairing(owner, Curve.sharedKey(mine.private, theirs), notice);
  }

  get notice(): BinaryNode {
    return this.#notice;
  }

  /** The secret that both sides now share, out of the client's last word. */
  advSecret(finish: BinaryNode): Buffer {
    const sealed = bytesOf(finish, "link_code_pairing_wrapped_key_bundle");
    const info = "link_code_pairing_key_bundle_encryption_key";
    const key = Buffer.from(hkdfSync("sha256", this.#shared, sealed.subarray(0, 32), info, 32));
    const opened = unseal({ key, iv: sealed.subarray(32, 44), data: sealed.subarray(44) });
    const identity = Curve.sharedKey(this.#owner.private, opened.subarray(0, 32));
    const secret = Buffer.concat([this.#shared, identity, opened.subarray(64)]);
    return Buffer.from(hkdfSync("sha256", secret, Buffer.alloc(32), "adv_secret", 32));
  }
}
