import { UserError } from "../../user-error.ts";
import { chooseUnit } from "../people/choose.ts";
import { parseEntry } from "../people/parse-entry.ts";
import { reportPlan } from "../people/report.ts";
import { currentInstant, withBook } from "../shared/book.ts";
import { changeConfig } from "../shared/config-file/change-config.ts";
import { readConfig } from "../shared/config-file/read-book.ts";
import { confirmOrRefuse } from "../shared/confirm.ts";
import type { Config } from "../shared/config-file/shape.ts";
import { fieldsOf, type UnitOptions } from "./fields.ts";

interface Options extends UnitOptions {
  readonly jabatan?: string;
  readonly ya?: true;
}

const usualPosts = "admin,kepala";
const usualRootPosts = "kominfo,kepala_kominfo,kepala_daerah";

/** `siaga opd tambah` */
export async function tambah(code: string, options: Options): Promise<void> {
  const edit = (config: Config): Config => addUnit(config, code, options);
  await withBook(async (db) => {
    if (isFirstDoubtful(readConfig(db.sql), options))
      await confirmOrRefuse(
        `OPD pertama adalah Pemda itu sendiri, tempat Kominfo dan kepala daerah. Benarkah "${options.nama}" itu Pemda?`,
        options.ya ?? false,
      );
    reportPlan(changeConfig(db, { now: currentInstant(), action: "opd.tambah", oleh: options.oleh, edit }));
  });
}

const pemdaName = /^(?:pem(?:erintah|da|kab|kot|prov)|kab(?:upaten|\.)|kota |prov)/iu;

function isFirstDoubtful({ units }: Config, { nama = "" }: Options): boolean {
  return units.length === 0 && !pemdaName.test(nama.trim());
}

function addUnit(config: Config, code: string, options: Options): Config {
  if (config.units.some((unit) => unit.code.toLowerCase() === code.toLowerCase()))
    throw new UserError(`OPD ${code} sudah ada. Mengubahnya: siaga opd ubah ${code}.`);
  const root = config.units.find(({ parent }) => parent === null);
  const aliases = options.alias ?? [];
  const parent = options.induk ? chooseUnit(config, options.induk).code : root?.code;
  const unit = parseEntry("units", { ...fieldsOf(options), parent, aliases, code });
  const names = options.jabatan ?? (unit.parent === null ? usualRootPosts : usualPosts);
  const posts = names
    .split(",")
    .filter((name) => name.trim() !== "")
    .map((post) => parseEntry("posts", { unit: code, post }));
  return { ...config, units: [...config.units, unit], posts: [...config.posts, ...posts] };
}
