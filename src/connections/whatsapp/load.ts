import { keepLibsignalQuiet } from "./console-filter.ts";
import type { Baileys } from "./types.ts";

/** Loads the library on first use: half a second that a bot without WhatsApp never pays. */
export async function loadBaileys(): Promise<Baileys> {
  keepLibsignalQuiet();
  return import("@whiskeysockets/baileys");
}
