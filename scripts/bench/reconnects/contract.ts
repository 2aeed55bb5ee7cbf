/** What the bot's side asks of WhatsApp's. */
export interface Order {
  readonly do: "scan" | "cut" | "end" | "replace" | "restart";
  /** The code to scan. */
  readonly qr?: string;
}

/** What WhatsApp's side tells first. */
export interface Greeting {
  readonly url: string;
  /** Of its certificates, base64. */
  readonly root: string;
  /** Whom one may write to. */
  readonly jids: readonly string[];
}

/** WhatsApp's own numbers for why it ends a stream. */
export const closings = { unavailable: 503, restart: 515 };

/** Memory after garbage collection, in bytes, when so much had happened. */
export interface Look {
  readonly at: number;
  readonly heap: number;
  readonly rss: number;
}

export interface Looks {
  readonly reconnects: readonly Look[];
  readonly messages: readonly Look[];
}
