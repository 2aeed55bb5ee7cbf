import { foldName } from "../../../people/fold-name.ts";
import { lintRule } from "../../../rules/lint.ts";
import type { Config } from "./shape.ts";

/** What is allowed but probably not meant, one Indonesian sentence each. */
export function findWarnings(config: Config): string[] {
  return [...findSharedSpellings(config), ...findUnreachable(config), ...lintRules(config)];
}

/** A spelling that two offices claim names neither. */
function findSharedSpellings({ units }: Config): string[] {
  const claims = units.flatMap(({ code, name, aliases }) =>
    [...new Set([name, ...aliases].map(foldName))].map((spelling) => ({ spelling, code })),
  );
  return [...Map.groupBy(claims, ({ spelling }) => spelling)]
    .filter(([, claimants]) => claimants.length > 1)
    .map(
      ([spelling, claimants]) =>
        `Ejaan "${spelling}" dipakai OPD ${claimants.map(({ code }) => code).join(" dan ")}; laporan dengan ejaan itu tidak akan dikenali kecuali membawa ID LAPOR!.`,
    );
}

function findUnreachable({ holders }: Config): string[] {
  return holders
    .filter(({ wa, email }) => wa === null && email === null)
    .map(({ name, post, unit }) => `${name} (${post} di ${unit}) belum punya nomor WhatsApp maupun email.`);
}

function lintRules({ rules, units, posts }: Config): string[] {
  const known = {
    posts: new Set(posts.map(({ post }) => post)),
    unitCodes: new Set(units.map(({ code }) => code)),
  };
  return rules
    .filter(({ active }) => active)
    .flatMap((rule) => lintRule(rule, known).map((sentence) => `Aturan "${rule.name}": ${sentence}`));
}
