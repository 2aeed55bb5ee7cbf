import { createCipheriv, createDecipheriv, createHash, hkdfSync } from "node:crypto";
import {
  Curve,
  type KeyPair,
  NOISE_MODE,
  NOISE_WA_HEADER,
  proto,
  WA_CERT_DETAILS,
} from "@whiskeysockets/baileys";

// The server's half of Noise_XX_25519_AESGCM_SHA256, as WhatsApp Web speaks it.

export interface ServerIdentity {
  readonly root: KeyPair;
  readonly static: KeyPair;
  /** leaf <- intermediate <- root, encoded. */
  readonly chain: Uint8Array;
}

const year2100 = 4_102_444_800;

/** A static key and a certificate chain under a root of our own. */
export function makeServerIdentity(): ServerIdentity {
  const root = Curve.generateKeyPair();
  const intermediate = Curve.generateKeyPair();
  const leaf = Curve.generateKeyPair();
  const chain = proto.CertChain.encode({
    intermediate: certificate(
      { serial: 1, issuerSerial: WA_CERT_DETAILS.SERIAL, key: intermediate.public },
      root,
    ),
    leaf: certificate({ serial: 2, issuerSerial: 1, key: leaf.public }, intermediate),
  }).finish();
  return { root, static: leaf, chain };
}

function certificate(
  subject: { serial: number; issuerSerial: number; key: Uint8Array },
  issuer: KeyPair,
): proto.CertChain.INoiseCertificate {
  const details = proto.CertChain.NoiseCertificate.Details.encode({
    ...subject,
    notBefore: 0,
    notAfter: year2100,
  }).finish();
  return { details, signature: Curve.sign(issuer.private, details) };
}

function nonce(counter: number): Buffer {
  const iv = Buffer.alloc(12);
  iv.writeUInt32BE(counter, 8);
  return iv;
}

interface Sealing {
  readonly key: Uint8Array;
  readonly iv: Uint8Array;
  readonly data: Uint8Array;
  readonly aad?: Uint8Array;
}

function seal({ key, iv, data, aad }: Sealing): Buffer {
  const cipher = createCipheriv("aes-256-gcm", key, iv);
  if (aad) cipher.setAAD(aad);
  return Buffer.concat([cipher.update(data), cipher.final(), cipher.getAuthTag()]);
}

export function unseal({ key, iv, data, aad }: Sealing): Buffer {
  const decipher = createDecipheriv("aes-256-gcm", key, iv);
  if (aad) decipher.setAAD(aad);
  decipher.setAuthTag(data.subarray(-16));
  return Buffer.concat([decipher.update(data.subarray(0, -16)), decipher.final()]);
}

/** Three bytes of length, then the frame. */
export function frame(data: Uint8Array): Buffer {
  const framed = Buffer.alloc(3 + data.length);
  framed.writeUIntBE(data.length, 0, 3);
  framed.set(data, 3);
  return framed;
}

/** Both directions after the handshake, each with its own key and counter. */
export class Transport {
  readonly #receiveKey: Buffer;
  readonly #sendKey: Buffer;
  #received = 0;
  #sent = 0;

  constructor(receiveKey: Buffer, sendKey: Buffer) {
    this.#receiveKey = receiveKey;
    this.#sendKey = sendKey;
  }

  open(data: Uint8Array): Buffer {
    return unseal({ key: this.#receiveKey, iv: nonce(this.#received++), data });
  }

  seal(data: Uint8Array): Buffer {
    return seal({ key: this.#sendKey, iv: nonce(this.#sent++), data });
  }
}

/** The handshake: hello in, hello out, finish in. */
export class Responder {
  readonly #identity: ServerIdentity;
  readonly #ephemeral = Curve.generateKeyPair();
  #hash: Buffer = Buffer.from(NOISE_MODE);
  #salt: Buffer = this.#hash;
  #key: Buffer = this.#hash;
  #counter = 0;

  constructor(identity: ServerIdentity) {
    this.#identity = identity;
    this.#mix(NOISE_WA_HEADER);
  }

  /** Answers a client hello with the server hello's bytes. */
  answer(hello: proto.HandshakeMessage.IClientHello): Uint8Array {
    const theirs = hello.ephemeral!;
    this.#mix(theirs);
    this.#mix(this.#ephemeral.public);
    this.#agree(Curve.sharedKey(this.#ephemeral.private, theirs));
    const sealedStatic = this.#encrypt(this.#identity.static.public);
    this.#agree(Curve.sharedKey(this.#identity.static.private, theirs));
    const payload = this.#encrypt(this.#identity.chain);
    const serverHello = { ephemeral: this.#ephemeral.public, static: sealedStatic, payload };
    return proto.HandshakeMessage.encode({ serverHello }).finish();
  }

  /** Reads the client's finish: who it is, and the keys for all that follows. */
  finish(final: proto.HandshakeMessage.IClientFinish): { login: proto.ClientPayload; transport: Transport } {
    const clientStatic = this.#decrypt(final.static!);
    this.#agree(Curve.sharedKey(this.#ephemeral.private, clientStatic));
    const login = proto.ClientPayload.decode(this.#decrypt(final.payload!));
    const [receiveKey, sendKey] = this.#expand(Buffer.alloc(0));
    return { login, transport: new Transport(receiveKey, sendKey) };
  }

  #mix(data: Uint8Array): void {
    this.#hash = createHash("sha256").update(this.#hash).update(data).digest();
  }

  #expand(secret: Uint8Array): [Buffer, Buffer] {
    const out = Buffer.from(hkdfSync("sha256", secret, this.#salt, "", 64));
    return [out.subarray(0, 32), out.subarray(32)];
  }

  #agree(secret: Uint8Array): void {
    [this.#salt, this.#key] = this.#expand(secret);
    this.#counter = 0;
  }

  #encrypt(data: Uint8Array): Buffer {
    const sealed = seal({ key: this.#key, iv: nonce(this.#counter++), data, aad: this.#hash });
    this.#mix(sealed);
    return sealed;
  }

  #decrypt(data: Uint8Array): Buffer {
    const plain = unseal({ key: this.#key, iv: nonce(this.#counter++), data, aad: this.#hash });
    this.#mix(data);
    return plain;
  }
}
