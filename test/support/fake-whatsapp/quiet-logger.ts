import type { SocketConfig } from "@whiskeysockets/baileys";

function nothing(): void {}

export const quietLogger: SocketConfig["logger"] = {
  level: "silent",
  child: () => quietLogger,
  trace: nothing,
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
};
