import { UserError } from "../../user-error.ts";
import { choosePost, chooseUnit } from "../people/choose.ts";
import { parseEntry } from "../people/parse-entry.ts";
import { reportPlan } from "../people/report.ts";
import { currentInstant, withBook } from "../shared/book.ts";
import { changeConfig, type Edit } from "../shared/config-file/change-config.ts";
import type { Config, PostEntry } from "../shared/config-file/shape.ts";

interface Options {
  readonly oleh?: string;
}

/** `siaga jabatan tambah` */
export async function tambah(written: PostEntry, { oleh }: Options): Promise<void> {
  await changePosts("jabatan.tambah", oleh, (config) => {
    const post = newPost(config, written);
    return { ...config, posts: [...config.posts, post] };
  });
}

/** `siaga jabatan ubah`: the post gets another name, and its holders with it. */
export async function ubah(written: PostEntry, name: string, { oleh }: Options): Promise<void> {
  await changePosts("jabatan.ubah", oleh, (config) => {
    const old = findPost(config, written);
    const post = newPost(config, { unit: old.unit, post: name });
    checkRules(config, old);
    return {
      ...config,
      posts: [...config.posts.filter((entry) => entry !== old), post],
      holders: config.holders.map((holder) => (isIn(holder, old) ? { ...holder, post: post.post } : holder)),
    };
  });
}

/** `siaga jabatan hapus` */
export async function hapus(written: PostEntry, { oleh }: Options): Promise<void> {
  await changePosts("jabatan.hapus", oleh, (config) => {
    const old = findPost(config, written);
    const people = config.holders.filter((holder) => isIn(holder, old)).map(({ name }) => name);
    if (people.length > 0)
      throw new UserError(
        `Jabatan ${old.post} di OPD ${old.unit} tidak dihapus: masih punya kontak: ${people.join(", ")}. Hapus atau pindahkan kontak itu dahulu.`,
      );
    checkRules(config, old);
    return { ...config, posts: config.posts.filter((entry) => entry !== old) };
  });
}

async function changePosts(action: string, oleh: string | undefined, edit: Edit["edit"]): Promise<void> {
  await withBook((db) => {
    reportPlan(changeConfig(db, { now: currentInstant(), action, oleh, edit }));
  });
}

function findPost(config: Config, { unit, post }: PostEntry): PostEntry {
  return choosePost(config, chooseUnit(config, unit), post);
}

function newPost(config: Config, { unit, post }: PostEntry): PostEntry {
  const { code } = chooseUnit(config, unit);
  const entry = parseEntry("posts", { unit: code, post: post.toLowerCase() });
  if (config.posts.some((other) => isIn(other, entry)))
    throw new UserError(
      `Jabatan ${entry.post} di OPD ${code} sudah ada. Lihat: siaga jabatan daftar --opd ${code}.`,
    );
  return entry;
}

/** A post that an active rule names must be found from every unit that finds it now: there, or further up. */
function checkRules(config: Config, { unit, post }: PostEntry): void {
  const users = config.rules.filter((rule) => rule.active && rule.steps.some((step) => step.post === post));
  if (users.length === 0 || isFoundAbove(config, unit, post)) return;
  throw new UserError(
    `Jabatan ${post} di OPD ${unit} masih dipakai aturan ${users.map(({ name }) => `"${name}"`).join(", ")}, dan induknya tidak punya jabatan itu. Ubah aturannya dahulu.`,
  );
}

function isFoundAbove(config: Config, code: string, post: string): boolean {
  const parent = config.units.find((unit) => unit.code === code)?.parent ?? null;
  if (parent === null) return false;
  return (
    config.posts.some((entry) => isIn(entry, { unit: parent, post })) || isFoundAbove(config, parent, post)
  );
}

function isIn(entry: PostEntry, { unit, post }: PostEntry): boolean {
  return entry.unit === unit && entry.post === post;
}
