import { UserError } from "../../user-error.ts";
import { chooseUnit } from "../people/choose.ts";
import { reportPlan } from "../people/report.ts";
import { currentInstant, withBook } from "../shared/book.ts";
import { changeConfig } from "../shared/config-file/change-config.ts";
import type { Config } from "../shared/config-file/shape.ts";

/** `siaga opd hapus` */
export async function hapus(written: string, { oleh }: { oleh?: string }): Promise<void> {
  const edit = (config: Config): Config => removeUnit(config, chooseUnit(config, written).code);
  await withBook((db) => {
    reportPlan(changeConfig(db, { now: currentInstant(), action: "opd.hapus", oleh, edit }));
  });
}

function removeUnit(config: Config, code: string): Config {
  const children = config.units.filter(({ parent }) => parent === code).map((unit) => unit.code);
  const people = config.holders.filter(({ unit }) => unit === code).map(({ name }) => name);
  const rules = config.rules.filter(({ match }) => match.unit?.includes(code)).map(({ name }) => `"${name}"`);
  refuse(code, children, "masih menjadi induk dari");
  refuse(code, people, "masih punya kontak:");
  refuse(code, rules, "masih disebut aturan");
  return {
    ...config,
    units: config.units.filter((unit) => unit.code !== code),
    posts: config.posts.filter(({ unit }) => unit !== code),
  };
}

function refuse(code: string, uses: readonly string[], why: string): void {
  if (uses.length > 0)
    throw new UserError(
      `OPD ${code} tidak dihapus: ${why} ${uses.join(", ")}. Pindahkan atau hapus itu dahulu.`,
    );
}
