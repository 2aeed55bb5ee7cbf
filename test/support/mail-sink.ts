import { mkdirSync, writeFileSync } from "node:fs";
import type { AddressInfo, Socket } from "node:net";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import PostalMime, { type Email } from "postal-mime";
import { SMTPServer, type SMTPServerOptions, type SMTPServerSession } from "smtp-server";
import type { Certificate } from "./tls/certificates.ts";

interface SinkMail {
  /** Of the SMTP envelope. */
  readonly from: string;
  readonly to: string;
  readonly raw: Buffer;
  readonly isEncrypted: boolean;
  /** Who logged in; null for nobody. */
  readonly user: string | null;
}

interface ReadMail extends SinkMail {
  readonly email: Email;
}

/** Where in the SMTP conversation something goes wrong. */
type Moment = "greeting" | "login" | "sender" | "recipient" | "data" | "message";

/**
 * What goes wrong: an answer such as "550 5.1.1 Tidak ada", a line that is cut, or silence for ever. `data` is before the
 * text was taken; at `message` the server holds all of it (and keeps it) but has not said so yet.
 */
export type Fault = { readonly at: Moment } & (
  | { readonly answer: string }
  | { readonly does: "drop" | "reset" | "hang" }
);

export interface SinkOptions {
  /** 0 or absent: any free port. */
  readonly port?: number;
  readonly security?: "none" | "starttls" | "tls";
  readonly certificate?: Certificate;
  /** Who may log in; without it nobody needs to. */
  readonly login?: { readonly user: string; readonly pass: string };
  /** Each mail is also written here as 0001.eml and so on. */
  readonly folder?: string;
}

/** A real SMTP server on loopback that keeps what it is sent and fails when told to. */
export interface MailSink {
  readonly port: number;
  /** smtp:// or smtps:// with the login, ready for SIAGA_SMTP. */
  readonly url: string;
  /** In the order of arrival. */
  readonly mails: readonly SinkMail[];
  /** How many connections were accepted so far. */
  readonly connections: number;
  /** The next mail that nobody asked for yet, parsed; rejects when none comes in time (milliseconds). */
  nextMail(timeout?: number): Promise<ReadMail>;
  /** From now on, until `heal` or for so many times. */
  fail(fault: Fault, times?: number): void;
  heal(): void;
  /** How many of the faults that were asked for so many times nobody met yet. */
  readonly faultsLeft: number;
  /** Cuts every line, as a server does that restarts. */
  dropConnections(): void;
  /** New connections are shown this certificate; the old ones are cut. */
  show(certificate: Certificate): void;
  /** Called with each mail when its text is there and before the server answers. */
  onMail: (mail: SinkMail) => void | Promise<void>;
  close(): Promise<void>;
}

export async function openMailSink(options: SinkOptions = {}): Promise<MailSink> {
  const faults = new Faults();
  const mails: SinkMail[] = [];
  const arrivals = new Arrivals(mails);
  const sockets = new Set<Socket>();
  let connections = 0;

  const keep = async (mail: SinkMail): Promise<void> => {
    mails.push(mail);
    if (options.folder) writeEml(options.folder, mails.length, mail.raw);
    arrivals.wake();
    await sink.onMail(mail);
  };
  const meet = (moment: Moment, { remotePort }: SMTPServerSession, done: Done): void =>
    faults.meet(moment, done, (does) => {
      const socket = [...sockets].find((one) => one.remotePort === remotePort);
      if (does === "drop") socket?.destroy();
      if (does === "reset") socket?.resetAndDestroy();
    });
  const take = async (stream: Readable, session: SMTPServerSession, done: Done): Promise<void> => {
    const raw = await buffer(stream).catch(() => null);
    if (!raw) return; // the client broke off in the middle: nothing arrived
    await keep(describeMail(session, raw));
    meet("message", session, done);
  };
  const server = new SMTPServer({
    ...securityOptions(options),
    logger: false,
    closeTimeout: 50,
    onConnect: (session, done) => meet("greeting", session, done),
    onAuth({ username, password }, session, done) {
      const isRight = username === options.login?.user && password === options.login?.pass;
      const refusal = isRight ? null : replyError("535 5.7.8 Login salah");
      meet("login", session, (error) => done(error ?? refusal, { user: username }));
    },
    onMailFrom: (_address, session, done) => meet("sender", session, done),
    onRcptTo: (_address, session, done) => meet("recipient", session, done),
    onData: (stream, session, done) => meet("data", session, () => void take(stream, session, done)),
  });
  // a client that breaks off, or is killed, is what these tests are about
  server.on("error", () => {});
  server.server.on("connection", (socket) => {
    connections++;
    sockets.add(socket.once("close", () => sockets.delete(socket)));
  });
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, "127.0.0.1", resolve));
  const { port } = server.server.address() as AddressInfo;
  const sink: MailSink = {
    port,
    url: urlOf(options, port),
    mails,
    get connections() {
      return connections;
    },
    nextMail: (timeout = 5_000) => arrivals.next(timeout),
    fail: (fault, times = Infinity) => faults.add(fault, times),
    heal: () => faults.clear(),
    get faultsLeft() {
      return faults.left;
    },
    onMail: () => {},
    dropConnections() {
      for (const socket of sockets) socket.destroy();
    },
    show(certificate) {
      server.updateSecureContext({ ...certificate });
      for (const connection of server.connections) connection.close();
    },
    async close() {
      const closed = new Promise<void>((resolve) => server.close(resolve));
      sink.dropConnections();
      await closed;
    },
  };
  return sink;
}

function urlOf({ security, login }: SinkOptions, port: number): string {
  const scheme = security === "tls" ? "smtps" : "smtp";
  const userInfo = login ? `${encodeURIComponent(login.user)}:${encodeURIComponent(login.pass)}@` : "";
  return `${scheme}://${userInfo}127.0.0.1:${port}`;
}

function securityOptions({ security = "none", certificate, login }: SinkOptions): SMTPServerOptions {
  return {
    secure: security === "tls",
    ...certificate,
    disabledCommands: [...(security === "starttls" ? [] : ["STARTTLS"]), ...(login ? [] : ["AUTH"])],
    authOptional: login === undefined,
    allowInsecureAuth: security === "none",
  };
}

type Done = (error?: Error | null) => void;

class Faults {
  private waiting: { fault: Fault; left: number }[] = [];

  add(fault: Fault, times: number): void {
    this.waiting.push({ fault, left: times });
  }

  clear(): void {
    this.waiting = [];
  }

  get left(): number {
    return this.waiting.reduce((sum, { left }) => sum + left, 0);
  }

  meet(moment: Moment, done: Done, act: (does: "drop" | "reset" | "hang") => void): void {
    const met = this.waiting.find(({ fault, left }) => fault.at === moment && left > 0);
    if (!met) return done();
    met.left--;
    if ("answer" in met.fault) done(replyError(met.fault.answer));
    else act(met.fault.does);
  }
}

function replyError(answer: string): Error {
  return Object.assign(new Error(answer.slice(4)), { responseCode: Number(answer.slice(0, 3)) });
}

function describeMail({ envelope, secure, user }: SMTPServerSession, raw: Buffer): SinkMail {
  return {
    from: envelope.mailFrom ? envelope.mailFrom.address : "",
    to: envelope.rcptTo.map(({ address }) => address).join(", "),
    raw,
    isEncrypted: secure,
    user: (user as string | undefined) ?? null,
  };
}

function writeEml(folder: string, number: number, raw: Buffer): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${String(number).padStart(4, "0")}.eml`), raw);
}

/** Hands out mails one by one, waiting for those that are still to come. */
class Arrivals {
  private taken = 0;
  private waiting: (() => void)[] = [];
  private readonly mails: readonly SinkMail[];

  constructor(mails: readonly SinkMail[]) {
    this.mails = mails;
  }

  wake(): void {
    for (const resume of this.waiting.splice(0)) resume();
  }

  async next(timeout: number): Promise<ReadMail> {
    const index = this.taken++;
    const deadline = Date.now() + timeout;
    while (this.mails.length <= index) await this.wait(deadline - Date.now(), index);
    const mail = this.mails[index]!;
    return { ...mail, email: await PostalMime.parse(mail.raw) };
  }

  private async wait(milliseconds: number, index: number): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const late = new Error(`no mail number ${index + 1} arrived in time`);
      const timer = setTimeout(() => reject(late), Math.max(milliseconds, 0));
      this.waiting.push(() => resolve(clearTimeout(timer)));
    });
  }
}
