import { clearLaporAlarms } from "../../desk/lapor/alarms.ts";
import { UserError } from "../../user-error.ts";
import { currentInstant, withBook } from "../shared/book.ts";
import { openCommandDesk } from "../shared/command-desk.ts";
import { printLine } from "../shared/print.ts";
import { saveSource } from "./save.ts";
import { exampleSetup, requireLaporSecrets } from "./secrets.ts";
import { findSource } from "./source-row.ts";

/** `siaga sumber nyalakan|matikan lapor`: the settings stay, and so does what it confirmed, for as long as that holds. */
export async function switchSource(name: string, isOn: boolean, { oleh }: { oleh?: string }): Promise<void> {
  await withBook((db) => {
    const before = findSource(db.sql, name);
    if (before.kind !== "lapor")
      throw new UserError(`Sumber ${before.source} tidak perlu dinyalakan atau dimatikan; hanya lapor.`);
    if (before.settings === null)
      throw new UserError(`API LAPOR! belum diatur. Jalankan dahulu: ${exampleSetup}`);
    if (isOn) requireLaporSecrets();
    const known = JSON.parse(before.settings) as object;
    const after = { ...before, settings: JSON.stringify({ ...known, isOn }) };
    const action = isOn ? "sumber.nyalakan" : "sumber.matikan";
    saveSource(db, before, after, { action, by: oleh ?? null });
    if (!isOn) clearLaporAlarms(openCommandDesk(db).alarms, currentInstant());
    printLine(
      isOn
        ? "API LAPOR! dibaca lagi."
        : "API LAPOR! tidak dibaca lagi. Impor ekspor setiap hari agar jenjang tidak tertahan.",
    );
  });
}
