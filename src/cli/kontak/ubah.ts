import { chooseHolder, type HolderQuestion } from "../people/choose.ts";
import { parseEntry } from "../people/parse-entry.ts";
import { reportPlan } from "../people/report.ts";
import { currentInstant, withBook } from "../shared/book.ts";
import { changeConfig } from "../shared/config-file/change-config.ts";
import type { Config, HolderEntry } from "../shared/config-file/shape.ts";
import { printLine } from "../shared/print.ts";
import { fieldsOf, type HolderOptions } from "./fields.ts";

interface Options extends HolderOptions, Omit<HolderQuestion, "who"> {
  readonly nama?: string;
  readonly aktif?: true;
}

/** `siaga kontak ubah` */
export async function ubah(who: string, options: Options): Promise<void> {
  const edit = (config: Config): Config => {
    const holder = chooseHolder(config, { who, ...options });
    const changed = changeHolder(holder, options);
    return { ...config, holders: config.holders.map((other) => (other === holder ? changed : other)) };
  };
  await withBook((db) => {
    const plan = changeConfig(db, { now: currentInstant(), action: "kontak.ubah", oleh: options.oleh, edit });
    reportPlan(plan);
    const { id } = chooseHolder(plan.before, { who, ...options });
    if (options.wa && plan.changes.length > 0)
      printLine(`WhatsApp baru dipakai setelah nomornya terdaftar: siaga kontak undang ${id}`);
  });
}

function changeHolder({ id, ...holder }: HolderEntry, { aktif, nama, ...options }: Options): HolderEntry {
  const name = nama === undefined ? {} : { name: nama };
  const to = aktif ? { to: null } : {};
  const changed = parseEntry("holders", { ...holder, ...to, ...fieldsOf(options), ...name });
  return id === undefined ? changed : { ...changed, id };
}
