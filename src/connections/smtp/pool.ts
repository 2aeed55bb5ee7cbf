import { type OutgoingMail, Session, type SessionOptions, StaleSession } from "./session.ts";

export interface PoolOptions extends SessionOptions {
  readonly size: number;
  /** Milliseconds for all of one delivery, connecting included. */
  readonly deadline: number;
}

/** Some servers cut a session that goes on for ever. */
const mostASession = 100;

/** Sessions with one mail server: opened when needed, kept for the next mail, never more than `size`. */
export class Pool {
  readonly #options: PoolOptions;
  readonly #free: Session[] = [];
  readonly #waiting: (() => void)[] = [];
  #open = 0;
  #isClosed = false;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  /** The server's last reply, once it has taken the mail. */
  async send(mail: OutgoingMail): Promise<string> {
    for (;;) {
      const session = await this.#take();
      try {
        return await this.#within(session, () => sendOn(session, mail));
      } catch (error) {
        // not a byte of the mail was sent; a session that was never used cannot be stale, so this ends
        if (!(error instanceof StaleSession)) throw error;
      } finally {
        this.#giveBack(session);
      }
    }
  }

  async verify(): Promise<void> {
    const session = new Session(this.#options);
    try {
      await this.#within(session, () => session.open());
      session.quit();
    } catch (error) {
      session.end();
      throw error;
    }
  }

  /** What is under way is finished first. */
  close(): void {
    this.#isClosed = true;
    for (const session of this.#free.splice(0)) session.quit();
  }

  async #take(): Promise<Session> {
    for (;;) {
      const free = this.#free.pop();
      if (free) return free;
      if (this.#open < this.#options.size) return this.#add();
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  #add(): Session {
    const session = new Session(this.#options);
    this.#open++;
    session.onEnd = () => {
      this.#open--;
      const index = this.#free.indexOf(session);
      if (index !== -1) this.#free.splice(index, 1);
      this.#waiting.shift()?.();
    };
    return session;
  }

  #giveBack(session: Session): void {
    if (session.isOver) return;
    if (this.#isClosed || session.sent >= mostASession) return session.quit();
    this.#free.push(session);
    this.#waiting.shift()?.();
  }

  async #within<T>(session: Session, work: () => Promise<T>): Promise<T> {
    const timer = setTimeout(() => session.abort(), this.#options.deadline);
    try {
      return await work();
    } finally {
      clearTimeout(timer);
    }
  }
}

async function sendOn(session: Session, mail: OutgoingMail): Promise<string> {
  if (session.sent === 0) await session.open();
  return session.send(mail);
}
