import {
  type BinaryNode,
  decodeBinaryNode,
  encodeBinaryNode,
  NOISE_WA_HEADER,
  proto,
} from "@whiskeysockets/baileys";
import { WebSocket } from "ws";
import type { Account } from "./account.ts";
import { frame, Responder, type ServerIdentity, type Transport } from "./noise.ts";
import type { CodePairing } from "./pairing.ts";

export interface ClientHandlers {
  /** Half of the handshake is done; false: the line is to be cut here. */
  readonly onHello: () => boolean;
  readonly onLogin: (client: Client) => void;
  readonly onStanza: (client: Client, stanza: BinaryNode) => Promise<void>;
  readonly onClose: (client: Client) => void;
  readonly onError: (error: unknown) => void;
}

/** One WebSocket of a client: bytes in, stanzas out; and what the server knows of it. */
export class Client {
  login: proto.ClientPayload | null = null;
  account: Account | null = null;
  /** References in the QR codes offered to a client that is not linked yet. */
  qrRefs: string[] = [];
  /** A client that asked for a pairing code: its wrapped ephemeral key. */
  codeHello: Buffer | null = null;
  codePairing: { readonly account: Account; readonly pairing: CodePairing } | null = null;
  readonly #socket: WebSocket;
  readonly #handlers: ClientHandlers;
  readonly #responder: Responder;
  #transport: Transport | null = null;
  #buffer = Buffer.alloc(0);
  #isIntroduced = false;
  #queue: Promise<void> = Promise.resolve();

  constructor(socket: WebSocket, identity: ServerIdentity, handlers: ClientHandlers) {
    this.#socket = socket;
    this.#handlers = handlers;
    this.#responder = new Responder(identity);
    socket.on("message", (data: Buffer) => this.#enqueue(data));
    socket.on("close", () => handlers.onClose(this));
  }

  /** False: the line is not open (any more). */
  send(stanza: BinaryNode): boolean {
    if (!this.#transport || this.#socket.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(frame(this.#transport.seal(encodeBinaryNode(stanza))));
    return true;
  }

  /** Bytes that mean nothing, as a broken middlebox sends them. */
  sendGarbage(bytes: Buffer): void {
    this.#socket.send(frame(bytes));
  }

  /** Ends politely, after what was sent. */
  close(): void {
    this.#socket.close();
  }

  /** Cuts the line. */
  drop(): void {
    this.#socket.terminate();
  }

  #enqueue(data: Buffer): void {
    this.#queue = this.#queue
      .then(() => this.#read(data))
      .catch((error: unknown) => {
        this.#handlers.onError(error);
        this.drop();
      });
  }

  async #read(data: Buffer): Promise<void> {
    this.#buffer = Buffer.concat([this.#buffer, data]);
    if (!this.#isIntroduced) this.#readIntroduction();
    for (let next = this.#nextFrame(); next; next = this.#nextFrame())
      if (this.#transport)
        await this.#handlers.onStanza(this, await decodeBinaryNode(this.#transport.open(next)));
      else this.#shakeHands(proto.HandshakeMessage.decode(next));
  }

  /** Before the first frame: routing information, perhaps, and the header. */
  #readIntroduction(): void {
    const hasRouting = this.#buffer.subarray(0, 2).toString() === "ED";
    const start = hasRouting ? 7 + this.#buffer.readUIntBE(4, 3) : 0;
    if (!NOISE_WA_HEADER.equals(this.#buffer.subarray(start, start + 4))) throw new Error("bad WA header");
    this.#buffer = this.#buffer.subarray(start + 4);
    this.#isIntroduced = true;
  }

  #nextFrame(): Buffer | null {
    if (this.#buffer.length < 3) return null;
    const end = 3 + this.#buffer.readUIntBE(0, 3);
    if (this.#buffer.length < end) return null;
    const next = this.#buffer.subarray(3, end);
    this.#buffer = this.#buffer.subarray(end);
    return next;
  }

  #shakeHands({ clientHello, clientFinish }: proto.HandshakeMessage): void {
    if (clientHello) {
      if (!this.#handlers.onHello()) return this.drop();
      this.#socket.send(frame(this.#responder.answer(clientHello)));
      return;
    }
    const { login, transport } = this.#responder.finish(clientFinish!);
    this.login = login;
    this.#transport = transport;
    this.#handlers.onLogin(this);
  }
}
