import type { WASocket, WAVersion } from "@whiskeysockets/baileys";
import type { Auth } from "./auth.ts";
import type { InboundJournal } from "./journal.ts";
import { libraryLog } from "./library-log.ts";
import type { Baileys, Log } from "./types.ts";

export interface SocketParts {
  readonly baileys: Baileys;
  readonly auth: Auth;
  readonly journal: InboundJournal;
  readonly log: Log;
  readonly url: string;
  readonly version: WAVersion | undefined;
  readonly queryTimeoutMs: number;
  readonly findSent: (id: string) => string | null;
}

/** The library's socket, set up as a bot needs it; it connects at once. */
export function makeSocket(parts: SocketParts): WASocket {
  const { baileys, auth, journal, log, url, version, findSent } = parts;
  return baileys.makeWASocket({
    auth: { creds: auth.creds, keys: auth.keys },
    waWebSocketUrl: url,
    ...(version && { version }),
    logger: libraryLog(log),
    browser: baileys.Browsers.ubuntu("Chrome"),
    makeSignalRepository: journal.makeRepository,
    defaultQueryTimeoutMs: parts.queryTimeoutMs,
    transactionOpts: { maxCommitRetries: 3, delayBetweenTriesMs: 200 },
    syncFullHistory: false,
    // The phone goes on ringing for what the bot receives.
    markOnlineOnConnect: false,
    // Otherwise a quick receipt is folded into the echo of the message itself, and nobody hears of it.
    emitOwnEvents: false,
    getMessage: async ({ id }) => {
      const bytes = id ? findSent(id) : null;
      return bytes ? baileys.proto.Message.decode(Buffer.from(bytes, "base64")) : undefined;
    },
  });
}
