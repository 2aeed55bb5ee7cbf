import type { WASocket } from "@whiskeysockets/baileys";
import { libraryLog } from "./library-log.ts";
import type { LinkParts } from "./link.ts";

/** The library's socket, set up as a bot needs it; it connects at once. */
export function makeSocket(parts: LinkParts): WASocket {
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
