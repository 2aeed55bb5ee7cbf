import type { SendResult } from "./types.ts";

/** Messages under way, by id, until WhatsApp says yes or no. */
export class Acks {
  readonly #waiting = new Map<string, (result: SendResult) => void>();

  /** Call before the message leaves: the answer may be quicker than the call that sends. */
  expect(id: string): PendingAck {
    const pending = new PendingAck(() => this.#waiting.delete(id));
    this.#waiting.set(id, pending.settle);
    return pending;
  }

  settle(id: string, error: string | undefined): void {
    const result: SendResult = error ? { kind: "refused", code: Number(error) } : { kind: "ack" };
    this.#waiting.get(id)?.(result);
  }

  closeAll(): void {
    for (const settle of this.#waiting.values()) settle({ kind: "closed" });
  }
}

class PendingAck {
  /** What is known so far. */
  result: SendResult | null = null;
  readonly #settled = Promise.withResolvers<SendResult>();
  readonly #forget: () => void;

  constructor(forget: () => void) {
    this.#forget = forget;
  }

  readonly settle = (result: SendResult): void => {
    this.result ??= result;
    this.#settled.resolve(this.result);
  };

  /** The answer, or `timeout` after so long. */
  async within(timeoutMs: number): Promise<SendResult> {
    const timer = setTimeout(() => this.settle({ kind: "timeout" }), timeoutMs);
    try {
      return await this.#settled.promise;
    } finally {
      clearTimeout(timer);
      this.#forget();
    }
  }

  /** Waits no longer. */
  drop(): SendResult | null {
    this.#forget();
    return this.result;
  }
}
