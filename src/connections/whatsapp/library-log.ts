import type { SocketConfig } from "@whiskeysockets/baileys";
import type { Log } from "./types.ts";

type Logger = SocketConfig["logger"];

const repeatAfterMs = 60_000;
/** Of the words themselves, however many different ones a broken session finds. */
const mostRemembered = 200;

/**
 * What the library may say in our log: its warnings' words, without the objects beside them (keys, numbers, contents),
 * and each at most once a minute, for a broken session can repeat "Bad MAC" thousands of times.
 */
export function libraryLog(log: Log): Logger {
  const saidAt = new Map<string, number>();
  const say = (level: "warn" | "error") => (fields: unknown, text?: string) => {
    const words = withoutNumbers(text ?? (typeof fields === "string" ? fields : ""));
    const now = Date.now();
    if (!words || now - (saidAt.get(words) ?? 0) < repeatAfterMs) return;
    if (saidAt.size >= mostRemembered) saidAt.clear();
    saidAt.set(words, now);
    log[level]({ library: "baileys" }, words);
  };
  const logger: Logger = {
    level: "warn",
    child: () => logger,
    trace: () => {},
    debug: () => {},
    info: () => {},
    warn: say("warn"),
    error: say("error"),
  };
  return logger;
}

function withoutNumbers(text: string): string {
  return text.replace(/\d{6,}/gu, "…");
}
