import { choosePost, chooseUnit } from "../people/choose.ts";
import { parseEntry } from "../people/parse-entry.ts";
import { reportPlan } from "../people/report.ts";
import { currentInstant, withBook } from "../shared/book.ts";
import { changeConfig } from "../shared/config-file/change-config.ts";
import type { Config } from "../shared/config-file/shape.ts";
import { printLine } from "../shared/print.ts";
import { fieldsOf, type HolderOptions } from "./fields.ts";

interface Place {
  readonly unit: string;
  readonly post: string;
  readonly name: string;
}

/** `siaga kontak tambah` */
export async function tambah({ unit, post, name }: Place, options: HolderOptions): Promise<void> {
  const edit = (config: Config): Config => {
    const place = choosePost(config, chooseUnit(config, unit), post);
    const holder = parseEntry("holders", { ...place, name, ...fieldsOf(options) });
    return { ...config, holders: [...config.holders, holder] };
  };
  await withBook((db) => {
    reportPlan(
      changeConfig(db, { now: currentInstant(), action: "kontak.tambah", oleh: options.oleh, edit }),
    );
    if (options.wa)
      printLine(`WhatsApp baru dipakai setelah nomornya terdaftar: siaga kontak undang "${name}"`);
  });
}
