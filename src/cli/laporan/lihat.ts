import type { Channels } from "../../desk/office.ts";
import { UserError } from "../../user-error.ts";
import { currentInstant, withBookOrShipped } from "../shared/book.ts";
import { channelsOf } from "../shared/channels.ts";
import { openCommandDesk } from "../shared/command-desk.ts";
import { printJson, printLine } from "../shared/print.ts";
import { lifeAsJson } from "./lihat/json.ts";
import { describeLife } from "./lihat/print-life.ts";
import { readLife } from "./lihat/read-life.ts";

/** The life of one complaint: each clock, each step and message with its fate, and what comes next. */
export async function lihat(id: string, { json = false }: { json?: boolean }): Promise<void> {
  await withBookOrShipped((db) => {
    const desk = openCommandDesk(db, readChannels());
    const life = readLife(db, desk, id.trim(), currentInstant());
    if (!life)
      throw new UserError(`Laporan ${id} tidak tercatat di Siaga. Lihat: siaga laporan daftar --semua.`);
    if (json) return printJson(lifeAsJson(life));
    const { units } = desk.office.people;
    for (const line of describeLife(life, (unitId) => units.get(unitId ?? 0) ?? null)) printLine(line);
    return undefined;
  });
}

/** A fault in the settings must not hide what the book says: `siaga periksa` tells of it. */
function readChannels(): Channels {
  try {
    return channelsOf(process.env);
  } catch {
    return { wa: true, email: true };
  }
}
