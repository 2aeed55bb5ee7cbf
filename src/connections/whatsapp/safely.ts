import type { Log } from "./types.ts";

/**
 * Does what follows from WhatsApp's news. Where that fails, as with a full disk, the connection lives on: an error in one of
 * its listeners would reject a promise that nobody holds, and so end the whole bot.
 */
export function safely(log: Log, work: () => void): void {
  try {
    work();
  } catch (error) {
    log.error({ reason: String(error) }, "kabar dari WhatsApp tidak dapat dicatat");
  }
}
