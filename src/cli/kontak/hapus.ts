import { chooseHolder, type HolderQuestion } from "../people/choose.ts";
import { reportPlan } from "../people/report.ts";
import { currentInstant, withBook } from "../shared/book.ts";
import { changeConfig } from "../shared/config-file/change-config.ts";
import type { Config } from "../shared/config-file/shape.ts";

interface Options extends Omit<HolderQuestion, "who"> {
  readonly oleh?: string;
}

/** `siaga kontak hapus`: for who was entered by mistake; messages already sent keep the name. */
export async function hapus(who: string, options: Options): Promise<void> {
  const edit = (config: Config): Config => {
    const holder = chooseHolder(config, { who, ...options });
    return { ...config, holders: config.holders.filter((other) => other !== holder) };
  };
  await withBook((db) => {
    reportPlan(changeConfig(db, { now: currentInstant(), action: "kontak.hapus", oleh: options.oleh, edit }));
  });
}
