import type { Door } from "./contract.ts";
import { csvDoor } from "./doors/csv.ts";
import { konfigDoor } from "./doors/konfig.ts";
import { laporDoor } from "./doors/lapor.ts";
import { repliesDoor } from "./doors/replies.ts";
import { scrubberDoor } from "./doors/scrubber.ts";
import { settingsDoor } from "./doors/settings.ts";
import { webhookDoor } from "./doors/webhook.ts";
import { xlsxDoor } from "./doors/xlsx.ts";

/** Every way by which something that Siaga did not write comes in. */
export const allDoors: readonly Door[] = [
  csvDoor,
  xlsxDoor,
  laporDoor,
  webhookDoor,
  repliesDoor,
  scrubberDoor,
  konfigDoor,
  settingsDoor,
];
