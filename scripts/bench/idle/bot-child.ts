import { join } from "node:path";
import { readConfig } from "../../../src/config.ts";
import { runBot } from "../../../src/main.ts";
import { measureIdle } from "./measure-idle.ts";

// The bot exactly as `siaga jalankan` runs it, until it is told to stop.
const [seconds, dbPath, folder = ""] = process.argv.slice(2);
const running = runBot(
  readConfig({
    SIAGA_DB: dbPath,
    SIAGA_FOLDER_MASUK: join(folder, "masuk"),
    SIAGA_FOLDER_KELUAR: join(folder, "keluar"),
    SIAGA_LOG: "error",
  }),
);
const measured = await measureIdle(Number(seconds));
process.kill(process.pid, "SIGTERM");
await running;
process.stdout.write(JSON.stringify(measured));
