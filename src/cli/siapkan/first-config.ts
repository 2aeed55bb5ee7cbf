import { parseEntry } from "../people/parse-entry.ts";
import type { Config, HolderEntry, PostEntry } from "../shared/config-file/shape.ts";

/** Who is told; "" is not known, as a name: nobody yet. */
export interface Person {
  readonly name: string;
  readonly email: string;
  readonly wa: string;
}

/** What the wizard asked. */
export interface Answers {
  readonly zone: string;
  readonly pemda: string;
  readonly kominfo: Person;
  readonly opd: { readonly code: string; readonly name: string; readonly sebutan: string };
  readonly admin: Person;
  readonly head: Person;
}

const rootPosts = ["kominfo", "kepala_kominfo", "kepala_daerah"];
const unitPosts = ["admin", "kepala"];

/** The configuration with the Pemda, its first office and their people. Throws UserError where an answer is wrong. */
export function addFirst(config: Config, { zone, pemda, opd, ...people }: Answers): Config {
  const { code, name, sebutan } = opd;
  const root = "pemda";
  return {
    ...config,
    units: [
      parseEntry("units", { code: root, name: pemda, zone }),
      parseEntry("units", { code, name, sebutan, parent: root }),
    ],
    posts: [...writePosts(root, rootPosts), ...writePosts(code, unitPosts)],
    holders: [
      ...writeHolder(root, "kominfo", people.kominfo),
      ...writeHolder(code, "admin", people.admin),
      ...writeHolder(code, "kepala", people.head),
    ],
  };
}

function writePosts(unit: string, posts: readonly string[]): PostEntry[] {
  return posts.map((post) => parseEntry("posts", { unit, post }));
}

function writeHolder(unit: string, post: string, person: Person): HolderEntry[] {
  return person.name === "" ? [] : [parseEntry("holders", { unit, post, ...person })];
}
