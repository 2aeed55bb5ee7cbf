import { openDb } from "../../../db/open.ts";
import { openCommandDesk } from "../../../src/cli/shared/command-desk.ts";
import { importFile } from "../../../src/desk/import-file.ts";
import { peakMemory } from "../memory/peak-memory.ts";

const [csv = "", book = "", now = ""] = process.argv.slice(2);
const db = openDb(book);
const { intake } = openCommandDesk(db);
const result = await importFile(db.sql, intake, { path: csv, now: Number(now), isForced: false });
db.close();
process.stdout.write(JSON.stringify({ peak: peakMemory(), added: result.new }));
