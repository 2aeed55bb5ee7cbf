import type { Readable, Writable } from "node:stream";
import type { SMTPConnectionOptions } from "nodemailer/lib/smtp-connection";
import { loadSmtpConnection } from "./nodemailer.ts";
import type { MailServer } from "./server.ts";

type Connection = InstanceType<ReturnType<typeof loadSmtpConnection>>;

export interface SessionOptions {
  readonly connection: SMTPConnectionOptions;
  readonly login: MailServer["login"];
}

export interface OutgoingMail {
  readonly from: string;
  readonly to: string;
  /** ASCII. */
  readonly raw: string;
}

/** The session had ended unnoticed before the mail was begun: another one may carry it. */
export class StaleSession extends Error {
  override name = "StaleSession";
}

const goodbyeMs = 1000;

type Done<T> = (error?: Error | null, value?: T) => void;

/** One SMTP session, from greeting to goodbye. Rejections are nodemailer's errors, but for StaleSession. */
export class Session {
  /** Called once, when it is over for whatever reason. */
  onEnd: () => void = () => {};
  sent = 0;
  readonly #options: SessionOptions;
  readonly #connection: Connection;
  #fail: (error: Error) => void = () => {};
  #isOver = false;

  constructor(options: SessionOptions) {
    const SmtpConnection = loadSmtpConnection();
    this.#options = options;
    this.#connection = new SmtpConnection(options.connection);
    this.#connection.on("error", (error: Error) => this.#fail(error));
    this.#connection.once("end", () => this.#ended());
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** Connects, secures and logs in. */
  async open(): Promise<void> {
    const { login } = this.#options;
    try {
      await this.#run<void>((done) => this.#connection.connect(done));
      // a login that was configured is never skipped silently because the server does not offer it
      if (login) await this.#run<boolean>((done) => this.#connection.login(authOf(login), done));
    } catch (error) {
      this.end();
      throw Object.assign(error as Error, { isOpening: true });
    }
  }

  /** The server's last reply, once it has taken the mail. */
  async send({ from, to, raw }: OutgoingMail): Promise<string> {
    const text = new Text(raw);
    const isReused = this.sent++ > 0;
    try {
      const { response } = await this.#run<{ response: string }>((done) =>
        this.#connection.send({ from, to: [to] }, text as unknown as Readable, done),
      );
      return response;
    } catch (error) {
      if (!(await this.#isStillGood(error as SmtpError))) this.end();
      if (isReused && !text.isBegun && isLineLost(error as SmtpError)) throw new StaleSession();
      throw error;
    }
  }

  /** Says goodbye; a server that does not say it too must not keep the program from ending. */
  quit(): void {
    if (this.#isOver) return;
    this.#connection.quit();
    setTimeout(() => this.end(), goodbyeMs).unref();
  }

  /** Hangs up. */
  end(): void {
    this.#connection.close();
    this.#ended();
  }

  /** Hangs up on what is under way: it took too long. */
  abort(): void {
    this.#fail(Object.assign(new Error("the delivery took too long"), { code: "EABORT" }));
    this.end();
  }

  /** Where only this mail was refused, the next one may follow on the same line. */
  async #isStillGood({ code = "", responseCode }: SmtpError): Promise<boolean> {
    if (this.#isOver || !["EENVELOPE", "EMESSAGE"].includes(code) || responseCode === 421) return false;
    try {
      await this.#run<boolean>((done) => this.#connection.reset(done));
      return true;
    } catch {
      return false;
    }
  }

  #run<T>(begin: (done: Done<T>) => void): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    this.#fail = reject;
    begin((error, value) => (error ? reject(error) : resolve(value as T)));
    return promise;
  }

  #ended(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    // after a last word of the server, such as 421, which comes right behind this
    const closed = Object.assign(new Error("the server closed the connection"), { code: "ECONNECTION" });
    queueMicrotask(() => this.#fail(closed));
    this.onEnd();
  }
}

/** All that is asked of a text: to be poured out once the server is ready for it. A true stream costs more than the rest of the mail. */
class Text {
  isBegun = false;
  readonly #raw: string;

  constructor(raw: string) {
    this.#raw = raw;
  }

  pipe(to: Writable): void {
    this.isBegun = true;
    to.end(this.#raw, "latin1");
  }
}

interface SmtpError extends Error {
  readonly code?: string;
  readonly responseCode?: number;
}

function isLineLost({ code = "", responseCode }: SmtpError): boolean {
  return responseCode === 421 || ["ECONNECTION", "ESOCKET", "ETIMEDOUT"].includes(code);
}

function authOf(login: NonNullable<MailServer["login"]>) {
  return { user: login.user, credentials: { ...login } };
}
